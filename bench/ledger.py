"""A ledger of any size by SQL alone: committees of 75 organizations and 386 cells, four decisions each.

Written by the superuser of the bench's own server with triggers off (`session_replication_role`); constraints, the
exclusion ones included, are kept. Ids are arithmetic: organization = committee × 1000 + place, person likewise.
"""

import psycopg

from home.sample import facts
from tramgdinh.text.folding import fold
from tramgdinh.text.sorting import sort_key

GRASSROOTS, CELLS, TEAMS, PEOPLE, DECISIONS = 75, 386, 8, 96, 4
NATION = 700  # committees: 52,500 organizations under them, 270,200 cells, 1,081,000 assignments in charge


def fill(url: str, *, committees: int) -> None:
    """Write `committees` committees into a migrated, empty database; half a minute for the nation."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        _names(connection)
        for statement in STATEMENTS:
            connection.execute(statement, {"committees": committees})
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _names(connection: psycopg.Connection) -> None:
    connection.execute(
        "CREATE TEMP TABLE spelled (kind text, n int, name text, search_text text, sort_key text, PRIMARY KEY (kind, n))"
    )
    communes = [f"Đảng bộ xã {name}" for name in facts.COMMUNES]
    villages = [f"Chi bộ thôn {a} {b}" for a in facts.VILLAGE_FIRST for b in facts.VILLAGE_LAST]
    families = [f"{a} {b} {c}" for a in facts.FAMILY_NAMES for b in facts.MEN[0] for c in facts.MEN[1]]
    for kind, names in (("commune", communes), ("village", villages), ("person", families)):
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO spelled VALUES (%s, %s, %s, %s, %s)",
                [(kind, n, name, fold(name), sort_key(name)) for n, name in enumerate(names)],
            )


RECORDED = "now(), 1"
NOT_VOIDED = "''"
FIRST = "DATE '2015-01-01'"
# Decision d of a committee is in force for a year; the last one is open.
BEGINS = "(DATE '2016-10-10' + d * INTERVAL '1 year')::date"
ENDS = f"CASE WHEN d = {DECISIONS} THEN NULL ELSE (DATE '2017-10-09' + d * INTERVAL '1 year')::date END"
ENDED = f"""{ENDS}, CASE WHEN d = {DECISIONS} THEN '' ELSE 'replaced' END, '',
    CASE WHEN d = {DECISIONS} THEN NULL ELSE c * 10 + d + 1 END"""
LAID_DOWN = (
    "recorded_at, recorded_by_id, void_reason, decision_id, starts_on, ends_on, end_reason, end_basis, ended_under_id"
)
LAID = f"{RECORDED}, {NOT_VOIDED}, c * 10 + d, {BEGINS}, {ENDED}"
EACH_COMMITTEE = "generate_series(1, %(committees)s) c"
EACH_DECISION = f"{EACH_COMMITTEE}, generate_series(1, {DECISIONS}) d"

STATEMENTS = [
    """INSERT INTO accounts_user (id, username, password, is_active, is_system, must_change_password, rights_version,
        created_at) VALUES (1, 'bench', '!', true, false, false, 1, now())""",
    f"""INSERT INTO orgs_committee (id, code, founded_on, is_sample, counts_armed_forces)
        SELECT c, 'c' || c, {FIRST}, false, false FROM {EACH_COMMITTEE}""",
    f"""INSERT INTO orgs_committeename (committee_id, name, led_organization, superior, place, symbol, starts_on,
        recorded_at, recorded_by_id, void_reason)
        SELECT c, 'Huyện uỷ ' || c, 'Đảng bộ huyện ' || c, 'Tỉnh uỷ', 'Nơi ' || c, 'HU', {FIRST}, {RECORDED}, ''
        FROM {EACH_COMMITTEE}""",
    """INSERT INTO accounts_rolegrant (user_id, committee_id, role, starts_on, recorded_at, recorded_by_id)
        VALUES (1, 1, 'staff', DATE '2015-01-01', now(), 1), (1, 1, 'administrator', DATE '2015-01-01', now(), 1)""",
    f"""INSERT INTO orgs_succession (id, committee_id, event, takes_effect_on, decision_number, resolution, note,
        recorded_at, recorded_by_id, void_reason)
        SELECT c, c, 'found', {FIRST}, '1', '', '', {RECORDED}, '' FROM {EACH_COMMITTEE}""",
    f"""INSERT INTO orgs_person (id, committee_id, family_name, middle_name, given_name, phone, is_sample, search_text,
        sort_key)
        SELECT c * 1000 + p, c, split_part(name, ' ', 1), split_part(name, ' ', 2), split_part(name, ' ', 3), '', false,
            search_text, sort_key
        FROM {EACH_COMMITTEE}, generate_series(1, {PEOPLE}) p
        JOIN spelled ON kind = 'person' AND n = (p * 37) %% 2240""",
    f"""INSERT INTO orgs_organization (id, committee_id, code, founded_on, founded_under_id, "order", recorded_at,
        recorded_by_id, void_reason)
        SELECT c * 1000 + o, c, 'o' || o, {FIRST}, c, o, {RECORDED}, ''
        FROM {EACH_COMMITTEE}, generate_series(0, {GRASSROOTS + CELLS}) o""",
    f"""INSERT INTO orgs_organizationstate (organization_id, name, kind, parent_id, grassroots_id, sector, search_text,
        sort_key, starts_on, opened_under_id, recorded_at, recorded_by_id, void_reason)
        SELECT c * 1000, 'Đảng bộ huyện ' || c, 'root', NULL, NULL, 'other', 'dang bo huyen ' || c, 'd', {FIRST}, c,
            {RECORDED}, '' FROM {EACH_COMMITTEE}
        UNION ALL
        SELECT c * 1000 + g, name, 'base_committee', c * 1000, c * 1000 + g, 'commune', search_text, sort_key, {FIRST}, c,
            {RECORDED}, '' FROM {EACH_COMMITTEE}, generate_series(1, {GRASSROOTS}) g
        JOIN spelled ON kind = 'commune' AND n = g %% {len(facts.COMMUNES)}
        UNION ALL
        SELECT c * 1000 + {GRASSROOTS} + k, name, 'cell', c * 1000 + 1 + k %% {GRASSROOTS},
            c * 1000 + 1 + k %% {GRASSROOTS}, 'village', search_text, sort_key, {FIRST}, c, {RECORDED}, ''
        FROM {EACH_COMMITTEE}, generate_series(1, {CELLS}) k
        JOIN spelled ON kind = 'village' AND n = (k * 7) %% 300""",
    f"""INSERT INTO taskforces_decision (id, committee_id, paper, nature, state, subject, basis, term, number, symbol,
        signed_on, takes_effect_on, ends_on, ended_under_id, signer_title, signer_name, scan, version, created_at,
        created_by_id, issued_at, issued_by_id)
        SELECT c * 10 + d, c, 'QĐ', 'base', 'issued', 'Phân công', '', '', 700 + d, 'QĐ/HU', {BEGINS}, {BEGINS}, {ENDS},
            CASE WHEN d = {DECISIONS} THEN NULL ELSE c * 10 + d + 1 END, '', '', '', 1, now(), 1, now(), 1
        FROM {EACH_DECISION}""",
    f"""INSERT INTO taskforces_taskforce (id, number, name, {LAID_DOWN})
        SELECT (c * 10 + d) * 10 + t, t, '', {LAID} FROM {EACH_DECISION}, generate_series(1, {TEAMS}) t""",
    f"""INSERT INTO taskforces_membership (task_force_id, person_id, role, rank_order, printed_title, {LAID_DOWN})
        SELECT (c * 10 + d) * 10 + 1 + p %% {TEAMS}, c * 1000 + p, CASE WHEN p <= {TEAMS} THEN 'leader' ELSE 'member' END,
            1 + p / {TEAMS}, 'Chuyên viên', {LAID} FROM {EACH_DECISION}, generate_series(1, {PEOPLE}) p""",
    f"""INSERT INTO taskforces_charge (task_force_id, organization_id, {LAID_DOWN})
        SELECT (c * 10 + d) * 10 + 1 + g %% {TEAMS}, c * 1000 + g, {LAID}
        FROM {EACH_DECISION}, generate_series(1, {GRASSROOTS}) g""",
    f"""INSERT INTO taskforces_assignment (task_force_id, person_id, cell_id, capacity, visits, visits_per, {LAID_DOWN})
        SELECT (c * 10 + d) * 10 + 1 + (1 + k %% {GRASSROOTS}) %% {TEAMS}, c * 1000 + 1 + (k * 5 + d) %% {PEOPLE},
            c * 1000 + {GRASSROOTS} + k, 'in_charge', 1, 'month', {LAID}
        FROM {EACH_DECISION}, generate_series(1, {CELLS}) k""",
    """SELECT setval(pg_get_serial_sequence(t, 'id'), 100000000) FROM unnest(ARRAY['accounts_user', 'orgs_committee',
        'orgs_succession', 'orgs_person', 'orgs_organization', 'orgs_organizationstate', 'taskforces_decision',
        'taskforces_taskforce', 'taskforces_assignment', 'taskforces_charge', 'taskforces_membership']) t""",
]
