"""What a receipt code is good for: seeing that an answer is held, taking it back."""

from dataclasses import dataclass

from flask import Response

from consult.errors import N_
from consult.i18n import Interface
from consult.services.receipts import (
    Receipt,
    UnreadableReceipt,
    in_groups,
    read_receipt,
)
from consult.services.withdrawing import (
    HeldAnswer,
    empty_log,
    find_held,
    withdraw,
)
from consult.web.addresses import front_path, receipt_path
from consult.web.respond.inputs import Go, Sent, button_in
from consult.web.respond.pages import HeldPage, NoticePage, ReceiptPage
from consult.web.respond.patience import Patience
from consult.web.respond.survey import Counter, worded

REFUSED = 422
TOO_MANY = 429
UNKNOWN = N_(
    "We hold no answer with this code. Look at each digit again. If you have taken "
    "the answer back, it is gone."
)
WAIT = N_("Many codes are being tried at the moment. Wait a minute, then try again.")


@dataclass(frozen=True, slots=True)
class Drawer:
    """Where answers are looked up by their codes, in one language."""

    counter: Counter
    patience: Patience
    interface: Interface


def show_receipt(drawer: Drawer) -> Response:
    """Return the page on which a code is typed."""
    return _asked(drawer, "")


def take_receipt(drawer: Drawer, sent: Sent) -> Response:
    """Return what is held under the code that was typed, or take it back.

    The code never stands in an address, since addresses are remembered.
    """
    typed, go = sent.get("code", ""), button_in(sent)
    if go is Go.LANGUAGE and "held" not in sent:
        return _asked(drawer, typed)
    try:
        receipt = read_receipt(typed)
    except UnreadableReceipt as problem:
        message = drawer.interface.explain(problem)
        return _asked(drawer, typed, message, status=REFUSED)
    if not drawer.patience.is_left():
        message = drawer.interface.gettext(WAIT)
        return _asked(drawer, typed, message, status=TOO_MANY)
    return _taken_back(drawer, receipt) if go is Go.WITHDRAW else _held(drawer, receipt)


def _held(drawer: Drawer, receipt: Receipt) -> Response:
    counter = drawer.counter
    with counter.storage.reading() as session:
        held = find_held(session, receipt_hash=counter.keys.hash_of(receipt))
    if held is None:
        return _unknown(drawer, receipt)
    return counter.renderer.page(
        "respond/held.html",
        drawer.interface,
        _held_page(drawer.interface, receipt, held),
        path_in=receipt_path,
    )


def _held_page(interface: Interface, receipt: Receipt, held: HeldAnswer) -> HeldPage:
    spoken = held.wave.questionnaire.languages
    return HeldPage(
        survey=worded(
            held.wave.questionnaire.title, interface.tag, otherwise=spoken[0]
        ),
        code=in_groups(receipt),
        answered_on=held.answered_on,
        delete_on=held.wave.delete_on,
        contact=worded(held.wave.details.contact, interface.tag, otherwise=spoken[0]),
        action=receipt_path(interface),
    )


def _taken_back(drawer: Drawer, receipt: Receipt) -> Response:
    counter, interface = drawer.counter, drawer.interface
    receipt_hash = counter.keys.hash_of(receipt)
    with counter.storage.writing() as session:
        was_held = withdraw(session, receipt_hash=receipt_hash)
    if not was_held:
        return _unknown(drawer, receipt)
    with counter.storage.reading() as session:
        empty_log(session)
    page = NoticePage(
        title=interface.gettext(N_("Your answer was taken back")),
        messages=(
            interface.gettext(
                N_("It is deleted, with every word you wrote. Nobody can read it here.")
            ),
            interface.gettext(
                N_(
                    "A report that is already public keeps its totals and says how "
                    "many answers were taken back."
                )
            ),
        ),
        link=front_path(interface),
        link_label=interface.gettext(N_("Go to the first page")),
    )
    return counter.renderer.page(
        "respond/notice.html", interface, page, path_in=receipt_path
    )


def _unknown(drawer: Drawer, receipt: Receipt) -> Response:
    drawer.patience.spend()
    message = drawer.interface.gettext(UNKNOWN)
    return _asked(drawer, in_groups(receipt), message, status=REFUSED)


def _asked(
    drawer: Drawer, code: str, problem: str = "", *, status: int = 200
) -> Response:
    return drawer.counter.renderer.page(
        "respond/receipt.html",
        drawer.interface,
        ReceiptPage(code=code, problem=problem, action=receipt_path(drawer.interface)),
        path_in=receipt_path,
        status=status,
    )
