"""Small tables of invented states and bodies, written into a folder."""

from __future__ import annotations

from pathlib import Path

HEADER = (
    'kind = "{kind}"\ntitle = "Invented"\ndefinition = "What is meant."\nsources = ["Gazette"]\nas_of = "2020-12-31"\n'
)
STATES = """state,names,short,demonyms,from,to,successor
Orsk,Republic of Orsk; Old Orsk,RO,Orskian,,,
Grell,,,Grellish,1950-01-01,,
Tarn,,,Tarnish,,1980-06-30,Upper Tarn
Upper Tarn,,,,1980-07-01,,
"""
BODIES = """body,names,short,founded,definition
River League,League of the Rivers,RL,1950-03-01,Who sits in the hall of the League.
"""
MEMBERSHIPS = """body,state,joined,left,round,continues,note,source,confirmed
River League,Orsk,1950-03-01,,,,,Gazette,Almanac
River League,Tarn,1950-03-01,1980-07-01,,,,Gazette,
River League,Upper Tarn,1980-07-01,,,Tarn,,Gazette,
River League,Grell,1961,1970-05,RL 1961,,,Gazette,Almanac
River League,Grell,1975-02-01,,,Grell,,Gazette,
"""
OFFICES = """office,of,holder,from,to,acting,note,source,confirmed
warden,Orsk,Mara Lind,1990-04-02,1994-04-02,,,Gazette,Almanac
warden,Orsk,Tomas Brask,1994-04-02,1998-05,,,Gazette,
warden,Orsk,Edda Holm,1998-05,1998-09-01,yes,,Gazette,
warden,Orsk,Mara Lind,1998-09-01,,,,Gazette,
speaker,River League,Jon Ferro,1999,,,,Gazette,
"""
WORDS = """office,of,wording,bare
warden,,warden,
warden,Orsk,keeper of the gates,yes
speaker,,speaker,
speaker,,head,
"""
ALL = {"states": STATES, "bodies": BODIES, "memberships": MEMBERSHIPS, "offices": OFFICES, "office_names": WORDS}


def write(folder: Path, **tables: str) -> Path:
    """Writes tables, each under the name of its kind, with a header; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, text in tables.items():
        (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
        (folder / f"{kind}.toml").write_text(HEADER.format(kind=kind), encoding="utf-8")
    return folder
