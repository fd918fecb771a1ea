"""Makes ``leaders.csv`` of the reference tables, and fills in what REIGN and the World Factbook confirm in the others.

Run where the working material lies: ``python -m training.leaders SHARED``. Bare facts are taken over: names, dates.
REIGN's ends are known to the month, so its starts are cut to the month too. Where REIGN's last leader of a state still
holds office according to the Factbook, with a start in the same month, the row is open and confirmed; where not, its
end lies somewhere after March 2021, or up to the month in which the next known leader began.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "reference"
REIGN, FACTBOOK = "REIGN, March 2021", "CIA World Factbook, 2025"
LAST = "2021-03"  # the month REIGN goes up to
OFFICE = "effective leader"
MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
Row = dict[str, str]

STATES = dict(
    pair.split("=")
    for pair in """AAB=Antigua and Barbuda;AFG=Afghanistan;ALB=Albania;ALG=Algeria;AND=Andorra;ANG=Angola;ARG=Argentina;
ARM=Armenia;AUL=Australia;AUS=Austria;AZE=Azerbaijan;BAH=Bahrain;BAR=Barbados;BEL=Belgium;BEN=Benin;BFO=Burkina Faso;
BHM=Bahamas;BHU=Bhutan;BLR=Belarus;BLZ=Belize;BNG=Bangladesh;BOL=Bolivia;BOS=Bosnia and Herzegovina;BOT=Botswana;
BRA=Brazil;BRU=Brunei;BUI=Burundi;BUL=Bulgaria;CAM=Cambodia;CAN=Canada;CAO=Cameroon;CAP=Cabo Verde;CDI=Ivory Coast;
CEN=Central African Republic;CHA=Chad;CHL=Chile;CHN=China;COL=Colombia;COM=Comoros;CON=Republic of the Congo;
COS=Costa Rica;CRO=Croatia;CUB=Cuba;CYP=Cyprus;CZE=Czechoslovakia;CZR=Czechia;DEN=Denmark;DJI=Djibouti;DMA=Dominica;
DOM=Dominican Republic;DRC=Democratic Republic of the Congo;DRV=Vietnam;ECU=Ecuador;EGY=Egypt;EQG=Equatorial Guinea;
ERI=Eritrea;EST=Estonia;ETH=Ethiopia;ETM=Timor-Leste;FIJ=Fiji;FIN=Finland;FRN=France;FSM=Micronesia;GAB=Gabon;
GAM=Gambia;GDR=East Germany;GFR=Germany;GHA=Ghana;GMY=Germany;GNB=Guinea-Bissau;GRC=Greece;GRG=Georgia;GRN=Grenada;
GUA=Guatemala;GUI=Guinea;GUY=Guyana;HAI=Haiti;HON=Honduras;HUN=Hungary;ICE=Iceland;IND=India;INS=Indonesia;IRE=Ireland;
IRN=Iran;IRQ=Iraq;ISR=Israel;ITA=Italy;JAM=Jamaica;JOR=Jordan;JPN=Japan;KEN=Kenya;KIR=Kiribati;KOS=Kosovo;KUW=Kuwait;
KYR=Kyrgyzstan;KZK=Kazakhstan;LAO=Laos;LAT=Latvia;LBR=Liberia;LEB=Lebanon;LES=Lesotho;LIB=Libya;LIE=Liechtenstein;
LIT=Lithuania;LUX=Luxembourg;MAA=Mauritania;MAC=North Macedonia;MAD=Maldives;MAG=Madagascar;MAL=Malaysia;MAS=Mauritius;
MAW=Malawi;MEX=Mexico;MLD=Moldova;MLI=Mali;MLT=Malta;MNC=Monaco;MNG=Montenegro;MON=Mongolia;MOR=Morocco;
MSI=Marshall Islands;MYA=Myanmar;MZM=Mozambique;NAM=Namibia;NAU=Nauru;NEP=Nepal;NEW=New Zealand;NIC=Nicaragua;
NIG=Nigeria;NIR=Niger;NOR=Norway;NTH=Netherlands;OMA=Oman;PAK=Pakistan;PAL=Palau;PAN=Panama;PAR=Paraguay;PER=Peru;
PHI=Philippines;PNG=Papua New Guinea;POL=Poland;POR=Portugal;PRK=North Korea;QAT=Qatar;ROK=South Korea;ROM=Romania;
RUS=Russia;RVN=South Vietnam;RWA=Rwanda;SAF=South Africa;SAL=El Salvador;SAU=Saudi Arabia;SEN=Senegal;SEY=Seychelles;
SIE=Sierra Leone;SIN=Singapore;SKN=Saint Kitts and Nevis;SLO=Slovakia;SLU=Saint Lucia;SLV=Slovenia;SNM=San Marino;
SOL=Solomon Islands;SOM=Somalia;SPN=Spain;SRI=Sri Lanka;SSD=South Sudan;STP=Sao Tome and Principe;SUD=Sudan;
SUR=Suriname;SVG=Saint Vincent and the Grenadines;SWA=Eswatini;SWD=Sweden;SWZ=Switzerland;SYR=Syria;TAJ=Tajikistan;
TAZ=Tanzania;THI=Thailand;TKM=Turkmenistan;TOG=Togo;TON=Tonga;TRI=Trinidad and Tobago;TUN=Tunisia;TUR=Turkey;TUV=Tuvalu;
UAE=United Arab Emirates;UGA=Uganda;UKG=United Kingdom;UKR=Ukraine;URU=Uruguay;USA=United States;UZB=Uzbekistan;
VAN=Vanuatu;VEN=Venezuela;WSM=Samoa;YAR=North Yemen;YEM=Yemen;YPR=South Yemen;YUG=Yugoslavia;ZAM=Zambia;ZIM=Zimbabwe
""".replace("\n", "").split(";")
)


def plain(text: str) -> str:
    """Letters without marks and case."""
    text = unicodedata.normalize("NFKD", html.unescape(text)).replace("-", " ")
    return "".join(c for c in text if c.isalpha() or c == " ").casefold()


def month(year: str, number: str) -> str:
    """``2004-05`` out of ``2004`` and ``5``."""
    return f"{int(year):04}-{int(number):02}"


def reign(shared: Path) -> list[Row]:
    """The rows of REIGN that have a start, as office rows with the state's plain name; the start's day stays beside."""
    file = shared / "data" / "reference" / "reign-leaders-2021-03.csv"
    rows = []
    for row in csv.DictReader(file.read_text(encoding="utf-8", errors="replace").splitlines()):
        if not row["syear"] or not row["smonth"]:
            continue
        start = month(row["syear"], row["smonth"])
        of = STATES[row["stateabb"]]
        if of == "Russia" and start < "1991-08":
            of = "Soviet Union"
        if of == "Yugoslavia" and start >= "1992-05":
            of = "Serbia and Montenegro" if start < "2006-06" else "Serbia"
        day = f"{start}-{int(row['sdate']):02}" if row["sdate"].isdigit() else ""
        end = month(row["eyear"], row["emonth"]) if row["eyear"] and row["emonth"] else ""
        rows.append({"of": of, "holder": " ".join(row["leader"].split()), "from": start, "day": day, "to": end})
    return rows


def factbook(shared: Path) -> dict[str, list[tuple[str, str]]]:
    """Per state, by its names in the Factbook: chief of state and head of government with the day since when."""
    found: dict[str, list[tuple[str, str]]] = {}
    file = shared / "data" / "reference" / "factbook-government.jsonl.gz"
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        entry = json.loads(line)
        names, executive = entry.get("name") or {}, entry.get("executive") or {}
        people = []
        for role in ("chief of state", "head of government"):
            match = re.match(r"([^;(]+)\(since (\d+ \w+ \d{4})\)", html.unescape(executive.get(role) or ""))
            if match:
                day, name, year = match[2].split()
                number = MONTHS.get(name[:3].casefold())
                people.append((match[1].strip(), f"{year}-{number:02}-{int(day):02}" if number else ""))
            else:
                people.append(("", ""))
        for key in ("conventional short form", "conventional long form"):
            name = (names.get(key) or "").split(";")[0].strip()
            if name and name != "none":
                found.setdefault(plain(name.removeprefix("The ")), people)
    return found


def same_person(one: str, other: str) -> bool:
    """Whether the last word of one name is a word of the other, give or take a letter of transcription."""
    a, b = plain(one).split(), plain(other).split()
    return bool(a and b) and bool(get_close_matches(a[-1], b, 1, 0.88) or get_close_matches(b[-1], a, 1, 0.88))


def leaders(shared: Path, names: Mapping[str, Iterable[str]]) -> list[Row]:
    """The rows of ``leaders.csv``, by state and start."""
    book = factbook(shared)
    rows = []
    for row in reign(shared):
        made = {"office": OFFICE, "of": row["of"], "holder": row["holder"], "from": row["from"], "to": row["to"]}
        made |= {"acting": "", "note": "", "source": REIGN, "confirmed": ""}
        rows.append(made)
        if row["to"]:
            continue
        made["to"] = f"{max(LAST, row['from'])}/.."
        people = next((book[plain(n)] for n in names.get(row["of"], ()) if plain(n) in book), [])
        if any(same_person(row["holder"], who) and since[:7] == row["from"] != "" for who, since in people):
            made["to"], made["confirmed"] = "", FACTBOOK
        elif people and people[0][0] and people[0] == people[1] and people[0][1] > LAST:
            who, since = people[0]
            made["to"] = f"{LAST}/{since[:7]}"
            who = re.sub(
                r"\b[^\W\d_]{2,}\b", lambda m: m[0].capitalize() if m[0].isupper() else m[0], who.split(" ", 1)[-1]
            )
            rows.append(made | {"holder": who, "from": since, "to": "", "source": FACTBOOK, "confirmed": ""})
    rows.sort(key=lambda r: (r["of"], r["from"], r["to"] or "9"))
    for one, other in pairwise(rows):
        if one["of"] == other["of"] and other["from"] < one["to"][:7] and one["from"] != one["to"]:
            one["note"] = other["note"] = "REIGN has two leaders for a part of this time."
    return rows


def confirm(offices: list[Row], shared: Path, names: Mapping[str, Iterable[str]]) -> int:
    """Fills `confirmed` of office rows that REIGN or the Factbook bear out at the precision of the row; how many."""
    book, terms, number = factbook(shared), reign(shared), 0
    for row in offices:
        if row["confirmed"] or row["office"] in ("foreign minister", "secretary-general", "head of state"):
            continue
        people = next((book[plain(n)] for n in names.get(row["of"], ()) if plain(n) in book), [])
        if not row["to"] and any(
            same_person(row["holder"], who) and since.startswith(row["from"]) for who, since in people
        ):
            row["confirmed"] = FACTBOOK
        for term in terms:
            if term["of"] != row["of"] or not same_person(row["holder"], term["holder"]):
                continue
            if (term["day"] or term["from"]).startswith(row["from"]) and row["to"][:7] == term["to"] != "":
                row["confirmed"] = REIGN
        number += bool(row["confirmed"])
    return number


def read(name: str) -> list[Row]:
    """The rows of one of the tables."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: list[Row]) -> None:
    """Writes one of the tables, with the columns of its first row."""
    with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(shared: Path) -> None:
    """Writes ``leaders.csv`` and the confirmations."""
    states, offices = read("states"), read("offices")
    names = {r["state"]: [r["state"], *(n.strip() for n in r["names"].split(";") if n.strip())] for r in states}
    book = factbook(shared)
    for row in states:
        if not row["to"] and not row["confirmed"] and any(plain(n) in book for n in names[row["state"]]):
            row["confirmed"] = FACTBOOK
    confirm(offices, shared, names)
    made = leaders(shared, names)
    write("states", states)
    write("offices", offices)
    write("leaders", made)
    for name, rows in (("states", states), ("offices", offices), ("leaders", made)):
        print(name, len(rows), "rows,", sum(bool(r["confirmed"]) for r in rows), "confirmed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
