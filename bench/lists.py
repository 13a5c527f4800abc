"""Committees with n rows in every list, for the pages: n organizations, decisions, people, meetings, ratings.

Eight teams and ten years of ratings, as in life; a twin committee has n of them, for their own lists. Ids are
arithmetic again: committee BASE + n (its twin TWIN + n), its rows from committee × 10,000 on. Written beside
`ledger.fill`, which has made the account of the bench.
"""

import datetime as dt

import psycopg

from bench.ledger import FIRST, RECORDED
from home.sample import facts
from tramgdinh.text.folding import fold
from tramgdinh.text.sorting import person_sort_key, sort_key

BASE, TWIN, MEMBER = 900_000, 910_000, 50_000
TEAMS, YEARS = 8, 10
SIZES = (3, 100, 3000)
IN_FORCE_FROM = "DATE '2019-09-13'"


def committee(size: int, *, of_twin: bool = False) -> int:
    """The committee with `size` rows in each list."""
    return (TWIN if of_twin else BASE) + size


def account(size: int, *, of_twin: bool = False) -> str:
    """Its staff member and administrator."""
    return f"bench-{committee(size, of_twin=of_twin)}"


def member(size: int) -> str:
    """A team leader there, without a stored role."""
    return f"bench-{committee(size) + MEMBER}"


def fill(url: str, *, month: dt.date) -> None:
    """Write a committee for each of SIZES, its meetings and reports in `month`."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("CREATE TEMP TABLE called (n int PRIMARY KEY, name text, search_text text, sort_key text)")
        connection.execute(
            "CREATE TEMP TABLE named (n int PRIMARY KEY, family text, middle text, given text, search_text text, sort_key text)"
        )
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO called VALUES (%s, %s, %s, %s)", _organizations(max(SIZES)))
            cursor.executemany("INSERT INTO named VALUES (%s, %s, %s, %s, %s, %s)", _people(max(SIZES)))
        connection.execute(SCHEME)
        connection.execute(LEVELS)
        for size in SIZES:
            for many in (False, True):
                values = {"c": committee(size, of_twin=many), "n": size, "month": month}
                values |= {"t": size if many else min(size, TEAMS), "years": min(size, 2000 if many else YEARS)}
                for statement in STATEMENTS:
                    connection.execute(statement, values)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _organizations(count: int) -> list[tuple[int, str, str, str]]:
    names = [f"Chi bộ {a} {b}" for a in facts.VILLAGE_FIRST for b in facts.VILLAGE_LAST]
    called = [f"{names[n % len(names)]} số {n}" for n in range(1, count + 1)]
    return [(n, name, fold(name), sort_key(name)) for n, name in enumerate(called, start=1)]


def _people(count: int) -> list[tuple[int, str, str, str, str, str]]:
    names = [(a, b, c) for c in facts.MEN[1] for b in facts.MEN[0] for a in facts.FAMILY_NAMES]
    people = [names[n % len(names)] for n in range(1, count + 1)]
    return [(n, *name, fold(" ".join(name)), person_sort_key(*name)) for n, name in enumerate(people, start=1)]


SCHEME = """INSERT INTO evaluations_scheme (id, code, name, source, first_year, last_year)
    VALUES (900000, 'bench', 'Thang đo', 'bench', 1, NULL)"""
LEVELS = """INSERT INTO evaluations_level (id, scheme_id, code, name, short, rank, is_good) VALUES
    (900001, 900000, 'a', 'Hoàn thành xuất sắc nhiệm vụ', 'HTXSNV', 1, true),
    (900002, 900000, 'b', 'Hoàn thành tốt nhiệm vụ', 'HTTNV', 2, true),
    (900003, 900000, 'c', 'Hoàn thành nhiệm vụ', 'HTNV', 3, false),
    (900004, 900000, 'd', 'Không hoàn thành nhiệm vụ', 'KHTNV', 4, false)"""

ID = "%(c)s::bigint * 10000"
EACH = "generate_series(1, %(n)s) i"
TEAM = f"{ID} + 1 + (i - 1) %% %(t)s"
LAID_DOWN = f"{RECORDED}, '', {ID}, {IN_FORCE_FROM}, NULL, '', ''"
_LAID = "recorded_at, recorded_by_id, void_reason, decision_id, starts_on, ends_on, end_reason, end_basis"
_DECISION = """INSERT INTO taskforces_decision (id, committee_id, paper, nature, state, subject, basis, term, number,
    symbol, signed_on, takes_effect_on, ends_on, ended_under_id, signer_title, signer_name, scan, version, created_at,
    created_by_id, issued_at, issued_by_id)"""

STATEMENTS = [
    f"""INSERT INTO accounts_user (id, username, password, is_active, is_system, must_change_password, rights_version,
        created_at)
        SELECT id, 'bench-' || id, '!', true, false, false, 1, now()
        FROM (VALUES (%(c)s), (%(c)s + {MEMBER})) a (id)""",
    f"""INSERT INTO orgs_committee (id, code, founded_on, is_sample, counts_armed_forces)
        VALUES (%(c)s, 'c' || %(c)s, {FIRST}, false, false)""",
    f"""INSERT INTO orgs_committeename (committee_id, name, led_organization, superior, place, symbol, starts_on,
        recorded_at, recorded_by_id, void_reason)
        VALUES (%(c)s, 'Huyện uỷ', 'Đảng bộ huyện', 'Tỉnh uỷ', 'Thất Khê', 'HU', {FIRST}, {RECORDED}, '')""",
    f"""INSERT INTO accounts_rolegrant (user_id, committee_id, role, starts_on, recorded_at, recorded_by_id)
        SELECT %(c)s, %(c)s, role, {FIRST}, {RECORDED} FROM unnest(ARRAY['staff', 'administrator']) role""",
    f"""INSERT INTO orgs_succession (id, committee_id, event, takes_effect_on, decision_number, resolution, note,
        recorded_at, recorded_by_id, void_reason) VALUES (%(c)s, %(c)s, 'found', {FIRST}, '1', '', '', {RECORDED}, '')""",
    f"""INSERT INTO orgs_person (id, committee_id, account_id, family_name, middle_name, given_name, phone, is_sample,
        search_text, sort_key)
        SELECT {ID} + i, %(c)s, CASE WHEN i = 1 THEN %(c)s + {MEMBER} END, family, middle, given, '', false, search_text, sort_key
        FROM {EACH} JOIN named ON named.n = i""",
    f"""INSERT INTO orgs_post (person_id, title, agency, starts_on, recorded_at, recorded_by_id, void_reason)
        SELECT {ID} + i, 'Chuyên viên', 'Ban Tổ chức Huyện uỷ', {FIRST}, {RECORDED}, '' FROM {EACH}""",
    f"""INSERT INTO orgs_organization (id, committee_id, code, founded_on, founded_under_id, "order", recorded_at,
        recorded_by_id, void_reason)
        SELECT {ID} + i, %(c)s, 'o' || i, {FIRST}, %(c)s, i, {RECORDED}, '' FROM generate_series(0, %(n)s) i""",
    f"""INSERT INTO orgs_organizationstate (organization_id, name, kind, parent_id, grassroots_id, sector, search_text,
        sort_key, starts_on, opened_under_id, recorded_at, recorded_by_id, void_reason)
        SELECT {ID}, 'Đảng bộ huyện', 'root', NULL, NULL, 'other', 'dang bo huyen', 'd', {FIRST}, %(c)s, {RECORDED}, ''
        UNION ALL
        SELECT {ID} + i, name, 'base_cell', {ID}, {ID} + i, 'agency', search_text, sort_key, {FIRST}, %(c)s, {RECORDED}, ''
        FROM {EACH} JOIN called ON called.n = i""",
    # The decision in force, and those before it, each for a day.
    f"""{_DECISION} SELECT {ID}, %(c)s, 'QĐ', 'base', 'issued', 'Phân công', '', '', 9999, 'QĐ/HU', {IN_FORCE_FROM},
        {IN_FORCE_FROM}, NULL, NULL, '', '', '', 1, now(), %(c)s, now(), %(c)s""",
    f"""{_DECISION} SELECT {ID} + i, %(c)s, 'QĐ', 'base', 'issued', 'Phân công', '', '', i, 'QĐ/HU',
        {IN_FORCE_FROM} - i, {IN_FORCE_FROM} - i, {IN_FORCE_FROM} - i, {ID} + i - 1, '', '', '', 1, now(), %(c)s, now(),
        %(c)s FROM generate_series(1, %(n)s - 1) i""",
    f"""INSERT INTO taskforces_taskforce (id, number, name, {_LAID}) SELECT {ID} + i, i, '', {LAID_DOWN}
        FROM generate_series(1, %(t)s) i""",
    f"""INSERT INTO taskforces_membership (task_force_id, person_id, role, rank_order, printed_title, {_LAID})
        SELECT {TEAM}, {ID} + i, CASE WHEN i <= %(t)s THEN 'leader' ELSE 'member' END, i, 'Chuyên viên', {LAID_DOWN}
        FROM {EACH}""",
    f"""INSERT INTO taskforces_charge (task_force_id, organization_id, {_LAID})
        SELECT {TEAM}, {ID} + i, {LAID_DOWN} FROM {EACH}""",
    f"""INSERT INTO taskforces_assignment (id, task_force_id, person_id, cell_id, capacity, visits, visits_per, {_LAID})
        SELECT {ID} + i, {TEAM}, {ID} + i, {ID} + i, 'in_charge', 1, 'month', {LAID_DOWN} FROM {EACH}""",
    f"""INSERT INTO meetings_meeting (id, month, cell_id, kind, ordinal, planned_on, planned_hour, is_model, recorded_at,
        recorded_by_id, void_reason)
        SELECT md5(%(c)s || ' ' || i)::uuid, %(month)s, {ID} + i, 'regular', 1, %(month)s::date + i %% 3, '07:30', false,
            {RECORDED}, '' FROM {EACH}""",
    f"""INSERT INTO meetings_report (month, meeting_id, person_id, client_uuid, version, is_latest, entered_at, held,
        not_held_reason, held_on, start_hour, end_hour, total, exempt, away_long, present, absent_excused,
        absent_unexcused, presence, road_minutes, discussed, paper_number, self_level, attendee_level, recorded_at,
        recorded_by_id, void_reason)
        SELECT %(month)s, md5(%(c)s || ' ' || i)::uuid, {ID} + i, md5('r' || %(c)s || ' ' || i)::uuid, 1, true, now(),
            true, '', %(month)s::date + i %% 3, '07:30', '09:15', 20, 1, 0, 18, 1, 0, 'attended', 40, '', '', 'good',
            'fair', {RECORDED}, '' FROM {EACH} WHERE i %% 4 > 0""",
    f"""INSERT INTO evaluations_campaign (id, committee_id, year, scheme_id, list_day, target_source, state, opened_at,
        opened_by_id)
        SELECT {ID} + i, %(c)s, 2020 - i, 900000, DATE '2019-12-31', '', 'open', now(), %(c)s
        FROM generate_series(1, %(years)s) i""",
    f"""INSERT INTO evaluations_rating (organization_id, campaign_id, outcome, level_id, reason, reason_text,
        paper_number, version, recorded_at, recorded_by_id, void_reason)
        SELECT {ID} + i, {ID} + 1, CASE WHEN i %% 9 = 0 THEN 'open' ELSE 'rated' END,
            CASE WHEN i %% 9 > 0 THEN 900001 + i %% 4 END, '', '', '', 1, {RECORDED}, '' FROM {EACH}""",
]
