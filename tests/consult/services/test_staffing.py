import unicodedata

import pytest
from sqlalchemy import select

from consult.db.models import StaffMember
from consult.db.session import Database
from consult.errors import Rejected
from consult.ids import StaffId
from consult.roles import Role
from consult.services.passwords import (
    LONGEST,
    UnfitPassword,
    fits,
    hashed,
    is_outdated,
    new_password,
)
from consult.services.staffing import (
    ListedMember,
    NameTaken,
    NoSuchConsultation,
    NoSuchMember,
    UnfitName,
    add_member,
    clean_name,
    consultations_of,
    deactivate,
    find_consultation,
    find_member,
    grant,
    list_members,
    member_named,
    roles_of,
    set_password,
)
from tests.desks import PASSWORD, TODAY, add_consultation, add_staff


def test_a_member_is_kept_with_a_hash_and_never_the_password(
    database: Database,
) -> None:
    with database.writing() as session:
        staff = add_member(session, "Amina", PASSWORD, TODAY)

    with database.reading() as session:
        kept = session.get_one(StaffMember, staff)
    assert kept.name == "amina"
    assert kept.password_hash.startswith("$argon2id$")
    assert PASSWORD not in kept.password_hash
    assert fits(PASSWORD, kept.password_hash)


@pytest.mark.parametrize("again", ["amina", "AMINA", "  Amina "])
def test_a_name_is_taken_however_it_is_written(
    sqlite_database: Database, again: str
) -> None:
    with sqlite_database.writing() as session:
        add_member(session, "Amina", PASSWORD, TODAY)

    with pytest.raises(NameTaken), sqlite_database.writing() as session:
        add_member(session, again, PASSWORD, TODAY)


@pytest.mark.parametrize(
    "name",
    ["", " ", "a" * 101, "a\x07b", "a\u202eb"],
    ids=["empty", "blank", "too long", "bell", "turned round"],
)
def test_a_name_that_nobody_could_type_again_is_refused(name: str) -> None:
    with pytest.raises(UnfitName):
        clean_name(name)


@pytest.mark.parametrize("name", ["أمينة", "José", "amina o'neill", "a"])
def test_names_of_every_script_are_fine(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)

    assert clean_name(decomposed) == clean_name(name)


@pytest.mark.parametrize(
    "password", ["", "short one", "x" * (LONGEST + 1)], ids=["no", "short", "endless"]
)
def test_an_unfit_password_is_refused_before_anybody_is_added(
    sqlite_database: Database, password: str
) -> None:
    with pytest.raises(UnfitPassword), sqlite_database.writing() as session:
        add_member(session, "amina", password, TODAY)

    with sqlite_database.reading() as session:
        assert list_members(session) == ()


def test_a_password_is_the_same_however_the_keyboard_spells_it() -> None:
    composed, decomposed = "café près du pont", "cafe\u0301 pre\u0300s du pont"

    assert fits(decomposed, hashed(composed))
    assert fits(composed, hashed(decomposed))


@pytest.mark.parametrize("wrong", [PASSWORD + " ", PASSWORD.upper(), "", "x" * 9_999])
def test_another_password_does_not_fit(wrong: str) -> None:
    assert not fits(wrong, hashed(PASSWORD))


def test_no_password_fits_where_nobody_has_an_account() -> None:
    assert not fits(PASSWORD, None)


@pytest.mark.parametrize("damaged", ["", "plain text", "$argon2id$v=19$m=8,t=1,p=1$x"])
def test_no_password_fits_a_hash_that_is_damaged(damaged: str) -> None:
    assert not fits(PASSWORD, damaged or "-")


def test_passwords_are_hashed_as_the_constant_says() -> None:
    assert hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not is_outdated(hashed(PASSWORD))


def test_the_same_password_has_another_hash_each_time() -> None:
    assert hashed(PASSWORD) != hashed(PASSWORD)


def test_a_password_that_is_made_is_long_random_and_fit() -> None:
    made = {new_password() for _ in range(50)}

    assert len(made) == 50
    assert {len(password) for password in made} == {24}
    assert all(fits(password, hashed(password)) for password in sorted(made)[:2])


def test_somebody_may_be_several_things_in_several_consultations(
    database: Database,
) -> None:
    with database.writing() as session:
        ours, theirs = (add_consultation(session, slug) for slug in ("ours", "theirs"))
        staff = add_staff(
            session,
            "amina",
            {"ours": [Role.FACILITATOR, Role.ANALYST], "theirs": [Role.COORDINATOR]},
        )

    with database.reading() as session:
        assert roles_of(session, staff) == {
            ours: frozenset({Role.FACILITATOR, Role.ANALYST}),
            theirs: frozenset({Role.COORDINATOR}),
        }


def test_a_role_granted_twice_is_granted_once(database: Database) -> None:
    with database.writing() as session:
        ours = add_consultation(session, "ours")
        staff = add_staff(session, "amina", {"ours": [Role.ANALYST]})
    with database.writing() as session:
        grant(session, staff, "ours", Role.ANALYST)

    with database.reading() as session:
        assert roles_of(session, staff) == {ours: frozenset({Role.ANALYST})}


def test_nobody_is_granted_to_be_the_public(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        add_consultation(session, "ours")

    with pytest.raises(Rejected), sqlite_database.writing() as session:
        add_staff(session, "amina", {"ours": [Role.PUBLIC]})


def test_a_consultation_that_does_not_exist_is_named(
    sqlite_database: Database,
) -> None:
    with (
        pytest.raises(NoSuchConsultation, match="ours"),
        sqlite_database.writing() as session,
    ):
        add_staff(session, "amina", {"ours": [Role.ANALYST]})


def test_only_the_own_consultations_are_listed_by_slug(database: Database) -> None:
    with database.writing() as session:
        for slug in ("b", "a", "foreign"):
            add_consultation(session, slug)
        staff = add_staff(
            session,
            "amina",
            {"b": [Role.ANALYST], "a": [Role.ANALYST, Role.FACILITATOR]},
        )

    with database.reading() as session:
        own = consultations_of(session, staff)
    assert [each.slug for each in own] == ["a", "b"]
    assert own[0].title.said_in("en", otherwise="ar").words == "Daily life in a"


def test_a_slug_finds_its_consultation_whoever_asks(database: Database) -> None:
    with database.writing() as session:
        ours = add_consultation(session, "ours")

    with database.reading() as session:
        found = find_consultation(session, "ours")
        assert found is not None
        assert found.id == ours
        assert find_consultation(session, "theirs") is None


def test_who_is_removed_has_no_session_no_role_and_no_way_in(
    database: Database,
) -> None:
    with database.writing() as session:
        add_consultation(session, "ours")
        staff = add_staff(session, "amina", {"ours": [Role.ANALYST]})
        before = member_named(session, "amina").generation
        deactivate(session, "Amina")

    with database.reading() as session:
        assert find_member(session, staff) is None
        assert roles_of(session, staff) == {}
        assert session.get_one(StaffMember, staff).generation == before + 1
        with pytest.raises(NoSuchMember):
            member_named(session, "amina")


def test_who_comes_back_keeps_the_id_but_not_the_roles_or_the_password(
    database: Database,
) -> None:
    with database.writing() as session:
        add_consultation(session, "ours")
        staff = add_staff(session, "amina", {"ours": [Role.ANALYST]})
        deactivate(session, "amina")
        generation = session.get_one(StaffMember, staff).generation
    with database.writing() as session:
        again = add_member(session, "amina", "another long password", TODAY)

    with database.reading() as session:
        member = find_member(session, staff)
        assert again == staff
        assert member is not None
        assert (member.roles, member.generation) == ({}, generation)
        assert not fits(PASSWORD, session.get_one(StaffMember, staff).password_hash)


def test_another_password_ends_the_sessions(database: Database) -> None:
    with database.writing() as session:
        staff = add_staff(session, "amina")
        before = member_named(session, "amina").generation
        set_password(session, "amina", "another long password")

    with database.reading() as session:
        member = find_member(session, staff)
        assert member is not None
        assert member.generation == before + 1
        kept = session.scalars(select(StaffMember.password_hash)).one()
    assert fits("another long password", kept)


@pytest.mark.parametrize("unknown", ["nobody", "a" * 200])
def test_a_member_who_does_not_exist_is_told_by_name_or_refused(
    sqlite_database: Database, unknown: str
) -> None:
    with (
        pytest.raises((NoSuchMember, UnfitName)),
        sqlite_database.writing() as session,
    ):
        deactivate(session, unknown)


def test_the_list_shows_everybody_with_their_roles(database: Database) -> None:
    with database.writing() as session:
        add_consultation(session, "ours")
        brahim = add_staff(session, "brahim")
        amina = add_staff(session, "amina", {"ours": [Role.FACILITATOR, Role.ANALYST]})
        deactivate(session, "brahim")

    with database.reading() as session:
        assert list_members(session) == (
            ListedMember(
                staff=amina,
                name="amina",
                is_active=True,
                roles=(("ours", Role.ANALYST), ("ours", Role.FACILITATOR)),
            ),
            ListedMember(staff=brahim, name="brahim", is_active=False, roles=()),
        )


def test_nobody_is_found_by_an_id_that_does_not_exist(database: Database) -> None:
    with database.reading() as session:
        assert find_member(session, StaffId("nobody")) is None
