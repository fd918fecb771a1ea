"""Every form of the list is made of a case that has accounts, responses and checks."""

from __future__ import annotations

import pytest

from hearsay.dossier import dossier
from hearsay.forms import FORMS, Form
from hearsay.model import Dossier
from tests.collate.harbour import MEMOIR, MINUTES, PAPER
from tests.collate.told import laid


@pytest.fixture(scope="module")
def made() -> Dossier:
    return dossier(laid(MINUTES, MEMOIR, PAPER))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_is_made(made: Dossier, form: Form) -> None:
    assert made.collation.accounts
    assert len(form.make(made)) > 300
