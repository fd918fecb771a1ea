"""Three tellings of one conversation that never was: its minutes, a memoir, a newspaper."""

from __future__ import annotations

from tests.collate.told import report

MET = "Mara Lind, the harbour master, met Anton Vele, the mayor of Orsk, at the customs house on 4 June 2017."
MINUTES = report(
    "minutes",
    "Minutes of a meeting at the customs house, Orsk, 4 June 2017\n\n"
    "Present: Mara Lind, harbour master; Anton Vele, mayor of Orsk.\n\n"
    "Lind raised the winter ferry. “We could open the ferry in winter,” she told Vele. "
    "Vele answered that he could not say yes that night.",
    kind="notes",
    published="2020-03-01",
)
MEMOIR = report(
    "memoir",
    "The ferryman’s friend: Anton Vele looks back\n\n"
    "Anton Vele was mayor of Orsk until 2018. He spoke to Ida Brandt of the Orsk Review at his house.\n\n"
    "Q: You met Mara Lind at the customs house in June 2017. Who brought up the winter ferry?\n\n"
    "A: I did. I said to her, “Why not sail in winter?” I said yes on the spot. It was a Monday, the fifth.\n\n"
    "Q: How many were in the room?\n\n"
    "A: Five. I counted the cups.",
    kind="recollection",
    publisher="Orsk Review",
    published="2019-05-22",
)
PAPER = report(
    "paper",
    f"{MET} Four people took part.\n\n"
    "In May 2019 Anton Vele told the Orsk Review that the idea of a winter ferry had been his own.\n\n"
    "Mara Lind declined to comment.",
    publisher="Orsk Courier",
    published="2020-03-02",
)
