/* The gate as a function of (rows, now): answers, fields, evidence and reports, by table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "registry/gate.h"
#include "registry/gate_decision.h"

#include <stdlib.h>
#include <string.h>

#define FORCE STR("sample-force")

static struct arena *arena;
static struct gate gate;
static struct err err;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return gate_read(arena, PAI_SOURCE_DIR "/reference", &gate, &err) != ERR_OK;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int64_t moment(const char *text)
{
    int64_t seconds;
    assert_true(time_parse(str_of(text), &seconds) || date_parse(str_of(text), &seconds));
    return seconds;
}

static struct registry_entry entry(const char *type, const char *organisation, int64_t index,
                                   const char *logged, const char *body)
{
    struct js *value;
    if (js_parse(arena, str_of(body), &value, &err) != ERR_OK) {
        fail_msg("%s: %s", body, err.message);
    }
    return (struct registry_entry){.id =
                                       str_of(arena_printf(arena, "id%lld", (long long)index)),
                                   .log_index = index,
                                   .at = str_of(logged),
                                   .logged_at = str_of(logged),
                                   .type = str_of(type),
                                   .organisation = str_of(organisation),
                                   .confirmed = true,
                                   .current = true,
                                   .body = value};
}

/* A deployment in one version, of one tool without evidence. */
struct world {
    struct registry_entry versions[1];
    struct used_version used[1];
    struct used_tool tool;
    struct evidence_row evidence;
    struct gate_rows rows;
};

static void make(struct world *world, const char *stage, const char *logged, const char *fields)
{
    memset(world, 0, sizeof *world);
    world->versions[0] =
        entry("deployment.described/1", "sample-force", 5, logged,
              arena_printf(arena, "{\"fields\":%s,\"forces\":[\"sample-force\"]}", fields));
    world->versions[0].stage = str_of(stage);
    world->evidence = (struct evidence_row){.envelope = STR("e1"),
                                            .tool_digest = STR("aa"),
                                            .parameters = STR("{}"),
                                            .own_data = true,
                                            .measured_by = FORCE,
                                            .moment = moment("2026-02-01"),
                                            .log_index = 3};
    world->tool = (struct used_tool){.digest = STR("aa"), .evidence = &world->evidence};
    world->used[0] = (struct used_version){.moment = moment(logged),
                                           .log_index = 5,
                                           .used = strcmp(stage, "considering") != 0,
                                           .first_used = INT64_MIN,
                                           .tools = &world->tool,
                                           .tool_count = 1};
    world->rows = (struct gate_rows){.deployment = world->versions,
                                     .versions = {world->versions, 1},
                                     .used = world->used,
                                     .used_count = 1,
                                     .now_used = world->used};
}

static struct gate_judgement judged;

static const struct gate_finding *finding(const struct gate_rows *rows, const char *id,
                                          const char *now)
{
    gate_judge(arena, &gate, rows, FORCE, STR(""), moment(now), &judged);
    assert_int_equal(judged.met + judged.missing + judged.lapsed + judged.not_applicable +
                         judged.not_told,
                     gate.count);
    for (size_t i = 0; i < judged.count; i++) {
        if (str_is(judged.list[i].requirement->id, id)) {
            return &judged.list[i];
        }
    }
    fail_msg("no requirement %s", id);
    return NULL;
}

static enum gate_state state_of(const struct gate_rows *rows, const char *id, const char *now)
{
    return finding(rows, id, now)->state;
}

static const char *answer(const char *id, const char *date, const char *expires)
{
    return arena_printf(arena,
                        "{\"document\":{\"date\":\"%s\",\"title\":\"Sample paper\"},%s%s%s"
                        "\"requirement\":\"%s\"}",
                        date, expires[0] != '\0' ? "\"expires\":\"" : "", expires,
                        expires[0] != '\0' ? "\"," : "", id);
}

static void test_gate__every_requirement_says_where_it_comes_from(void **state)
{
    (void)state;
    assert_true(str_is(gate.version, "gate/1"));
    assert_true(gate.count >= 20);
    for (size_t i = 0; i < gate.count; i++) {
        assert_true(gate.list[i].source.n > 0 && gate.list[i].checked.n > 0);
        assert_true(gate.list[i].pilot || gate.list[i].operational);
        assert_ptr_equal(gate_find(&gate, gate.list[i].id), &gate.list[i]);
    }
    assert_null(gate_find(&gate, STR("none")));
}

static void test_gate__the_words_of_others_are_slots_without_words(void **state)
{
    (void)state;
    assert_int_equal(gate.slot_count, 2);
    for (size_t i = 0; i < gate.slot_count; i++) {
        assert_int_equal(gate.slots[i].count, 0);
        assert_true(str_is(gate.slots[i].status, "text not obtained"));
    }
}

static void test_gate__a_document_counts_until_the_first_second_of_its_last_day(void **state)
{
    static const struct {
        const char *now;
        enum gate_state wanted;
    } cases[] = {
        {"2026-03-01T09:59:59Z", GATE_MISSING}, /* before it was logged */
        {"2026-03-01T10:00:00Z", GATE_MET},     {"2026-12-31T23:59:59Z", GATE_MET},
        {"2027-01-01T00:00:00Z", GATE_LAPSED},  {"2030-01-01T00:00:00Z", GATE_LAPSED},
    };
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    struct registry_entry one =
        entry("requirement.answered/1", "sample-force", 9, "2026-03-01T10:00:00Z",
              answer("equality", "2026-02-20", "2027-01-01"));
    world.rows.answers = (struct registry_entries){&one, 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(state_of(&world.rows, "equality", cases[i].now), cases[i].wanted);
    }
    (void)state_of(&world.rows, "equality", "2026-12-31T23:59:59Z");
    assert_true(judged.next_change == moment("2027-01-01"));
}

static void test_gate__the_answer_logged_last_counts_in_any_order(void **state)
{
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    struct registry_entry two[] = {
        entry("requirement.answered/1", "sample-force", 9, "2026-03-02T10:00:00Z",
              answer("equality", "2026-02-20", "2026-06-01")),
        entry("requirement.answered/1", "sample-force", 12, "2026-06-02T10:00:00Z",
              answer("equality", "2026-06-01", ""))};
    world.rows.answers = (struct registry_entries){two, 2};
    assert_int_equal(state_of(&world.rows, "equality", "2026-06-02"), GATE_LAPSED);
    const struct gate_finding *found = finding(&world.rows, "equality", "2026-06-03");
    assert_int_equal(found->state, GATE_MET);
    assert_true(str_is(found->date, "2026-06-01"));
    struct registry_entry kept = two[0];
    two[0] = two[1];
    two[1] = kept;
    assert_true(str_is(finding(&world.rows, "equality", "2026-06-03")->date, "2026-06-01"));
}

static void test_gate__an_answer_of_another_force_does_not_count(void **state)
{
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    struct registry_entry one =
        entry("requirement.answered/1", "other-force", 9, "2026-03-01T10:00:00Z",
              answer("equality", "2026-02-20", ""));
    world.rows.answers = (struct registry_entries){&one, 1};
    assert_int_equal(state_of(&world.rows, "equality", "2026-06-01"), GATE_MISSING);
}

static void test_gate__a_document_made_after_the_decision_is_late(void **state)
{
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    struct registry_entry decision =
        entry("decision.made/1", "sample-force", 7, "2026-02-15T00:00:00Z",
              "{\"date\":\"2026-02-14\",\"decision\":\"proceed\",\"stage\":\"pilot\"}");
    struct registry_entry one =
        entry("requirement.answered/1", "sample-force", 9, "2026-03-01T10:00:00Z",
              answer("equality", "2026-02-20", ""));
    world.rows.answers = (struct registry_entries){&one, 1};
    assert_false(finding(&world.rows, "equality", "2026-06-01")->late);
    world.rows.decisions = (struct registry_entries){&decision, 1};
    assert_true(finding(&world.rows, "equality", "2026-06-01")->late);
}

static void test_gate__applies_by_what_is_stated_and_silence_takes_nothing_away(void **state)
{
    static const struct {
        const char *fields;
        enum gate_state wanted;
    } cases[] = {
        {"{\"sensitive\":\"yes\",\"biometric\":\"no\"}", GATE_MISSING},
        {"{\"sensitive\":\"no\",\"biometric\":\"yes\"}", GATE_MISSING},
        {"{\"sensitive\":\"no\",\"biometric\":\"no\"}", GATE_NOT_APPLICABLE},
        {"{\"sensitive\":\"no\"}", GATE_MISSING},
        {"{\"sensitive\":\"no\",\"biometric\":{\"withheld\":{\"section\":\"s.31(1)(a)\"}}}",
         GATE_MISSING},
        {"{\"sensitive\":\"no\",\"biometric\":{\"withheld\":{\"ncnd\":\"capability\"}}}",
         GATE_NOT_TOLD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world world;
        make(&world, "pilot", "2026-03-01T00:00:00Z", cases[i].fields);
        assert_int_equal(state_of(&world.rows, "policy-document", "2026-06-01"),
                         cases[i].wanted);
    }
}

static void test_gate__a_field_meets_withheld_or_not_and_a_date_ends_it(void **state)
{
    static const struct {
        const char *fields, *id, *now;
        enum gate_state wanted;
    } cases[] = {
        {"{\"legal_basis\":\"common law\"}", "legal-basis", "2026-06-01", GATE_MET},
        {"{\"legal_basis\":\" \"}", "legal-basis", "2026-06-01", GATE_MISSING},
        {"{\"legal_basis\":{\"withheld\":{\"section\":\"s.42\"}}}", "legal-basis", "2026-06-01",
         GATE_MET},
        {"{\"procedure\":\"SOP 4\"}", "procedure", "2026-06-01", GATE_MISSING},
        {"{\"review_by\":\"2026-09-01\"}", "review", "2026-08-31T23:59:59Z", GATE_MET},
        {"{\"review_by\":\"2026-09-01\"}", "review", "2026-09-01T00:00:00Z", GATE_LAPSED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world world;
        make(&world, "pilot", "2026-03-01T00:00:00Z", cases[i].fields);
        assert_int_equal(state_of(&world.rows, cases[i].id, cases[i].now), cases[i].wanted);
    }
}

static void test_gate__what_is_missing_is_named(void **state)
{
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{\"procedure\":\"SOP 4\"}");
    assert_true(
        str_is(finding(&world.rows, "procedure", "2026-06-01")->why, "not stated: human_role"));
}

static void
test_gate__evidence_must_be_of_this_forces_data_and_before_the_first_use(void **state)
{
    struct world world;
    (void)state;
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    assert_int_equal(state_of(&world.rows, "own-data", "2026-06-01"), GATE_MISSING);
    world.tool.evidence_count = 1;
    const struct gate_finding *found = finding(&world.rows, "own-data", "2026-06-01");
    assert_int_equal(found->state, GATE_MET);
    assert_false(found->late);
    assert_true(found->until == moment("2027-02-01"));
    assert_int_equal(state_of(&world.rows, "own-data", "2027-02-01"), GATE_LAPSED);
    world.evidence.moment = moment("2026-04-01");
    assert_true(finding(&world.rows, "own-data", "2026-06-01")->late);
    world.evidence.own_data = false;
    found = finding(&world.rows, "own-data", "2026-06-01");
    assert_int_equal(found->state, GATE_MISSING);
    assert_true(str_is(found->why, "evidence: not this force's data"));
}

static void test_gate__a_report_is_due_once_its_period_and_a_month_have_passed(void **state)
{
    static const struct {
        const char *now;
        bool reported;
        enum gate_state wanted;
    } cases[] = {
        {"2026-03-02", false, GATE_NOT_APPLICABLE}, /* in use since 1 March, every 3 months */
        {"2026-07-01T23:59:59Z", false, GATE_NOT_APPLICABLE},
        {"2026-07-02T00:00:00Z", false, GATE_MISSING},
        {"2026-07-02T00:00:00Z", true, GATE_MET}, /* to 31 May */
        {"2026-10-01T23:59:59Z", true, GATE_MET},
        {"2026-10-02T00:00:00Z", true, GATE_LAPSED},
    };
    struct world world;
    (void)state;
    make(&world, "operational", "2026-03-01T00:00:00Z", "{\"report_every_months\":3}");
    struct registry_entry report =
        entry("use.reported/1", "sample-force", 20, "2026-06-10T00:00:00Z",
              "{\"from\":\"2026-03-01\",\"to\":\"2026-05-31\"}");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        world.rows.reports = (struct registry_entries){&report, cases[i].reported};
        assert_int_equal(state_of(&world.rows, "use-report", cases[i].now), cases[i].wanted);
    }
}

static void test_gate__asks_what_the_stage_needs(void **state)
{
    struct world world;
    (void)state;
    make(&world, "considering", "2026-03-01T00:00:00Z", "{}");
    assert_int_equal(state_of(&world.rows, "switch-off", "2026-06-01"), GATE_NOT_APPLICABLE);
    assert_true(str_is(judged.stage, "pilot"));
    gate_judge(arena, &gate, &world.rows, FORCE, STR("operational"), moment("2026-06-01"),
               &judged);
    struct str *ids;
    size_t count;
    gate_ids(arena, &judged, GATE_MISSING, &ids, &count);
    assert_int_equal(count, judged.missing);
    for (size_t i = 1; i < count; i++) {
        assert_true(str_cmp(ids[i - 1], ids[i]) < 0);
    }
    make(&world, "ended", "2026-03-01T00:00:00Z", "{}");
    (void)state_of(&world.rows, "equality", "2026-06-01");
    assert_int_equal(judged.not_applicable, gate.count);
}

/* ---- other gates ---- */

static void write_gate(const char *folder, const char *name, const char *text)
{
    const char *path = arena_printf(arena, "%s/registry/%s", folder, name);
    if (file_make_folders(arena_printf(arena, "%s/registry", folder), 0700, &err) != ERR_OK ||
        file_write(path, str_of(text), 0600, &err) != ERR_OK) {
        fail_msg("%s", err.message);
    }
}

#define ITEM(id, more)                                                                         \
    "{\"id\":\"" id "\",\"title\":\"t\",\"asks\":\"a\",\"stages\":[\"pilot\"],"                \
    "\"met_by\":\"document\",\"source\":\"s\",\"checked\":\"c\"" more "}"
#define GATE(items, slots)                                                                     \
    "{\"id\":\"gate/9\",\"title\":\"t\",\"source\":\"s\",\"requirements\":[" items             \
    "],\"slots\":[" slots "]}"

static void test_gate__what_is_not_in_force_yet_is_not_asked_for(void **state)
{
    char folder[] = "/tmp/policeai-gate-XXXXXX";
    struct gate other;
    struct world world;
    (void)state;
    assert_non_null(mkdtemp(folder));
    write_gate(folder, "gate.json", GATE(ITEM("x", ",\"in_force_from\":\"2027-01-01\""), ""));
    assert_int_equal(gate_read(arena, folder, &other, &err), ERR_OK);
    make(&world, "pilot", "2026-03-01T00:00:00Z", "{}");
    gate_judge(arena, &other, &world.rows, FORCE, STR(""), moment("2026-12-31T23:59:59Z"),
               &judged);
    assert_int_equal(judged.not_applicable, 1);
    assert_true(judged.next_change == moment("2027-01-01"));
    gate_judge(arena, &other, &world.rows, FORCE, STR(""), moment("2027-01-01"), &judged);
    assert_int_equal(judged.missing, 1);
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

static void test_gate__an_owner_fills_a_slot_and_its_items_are_asked_for(void **state)
{
    char folder[] = "/tmp/policeai-gate-XXXXXX";
    struct gate other;
    (void)state;
    assert_non_null(mkdtemp(folder));
    write_gate(folder, "gate.json", GATE(ITEM("x", ""), "\"list.json\""));
    write_gate(folder, "list.json",
               "{\"id\":\"list/1\",\"title\":\"L\",\"owner\":\"sample\",\"status\":\"s\","
               "\"requirements\":[" ITEM("y", "") "]}");
    assert_int_equal(gate_read(arena, folder, &other, &err), ERR_OK);
    assert_int_equal(other.count, 2);
    assert_int_equal(other.slots[0].count, 1);
    assert_true(str_is(other.list[1].slot, "list/1"));
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

static void test_gate__a_faulty_file_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {GATE(ITEM("x", "") "," ITEM("x", ""), ""), "requirement 2 \"x\": stands twice"},
        {GATE(ITEM("x", ",\"in_force_from\":\"soon\""), ""), "is no date: \"soon\""},
        {GATE(ITEM("x", ",\"before\":\"lunch\""), ""), "\"before\" is \"lunch\""},
        {GATE(ITEM("x", ",\"colour\":\"red\""), ""), "colour"},
        {GATE(ITEM("x", ""), "\"../covenant.json\""), "is no file's name"},
        {GATE(ITEM("x", ""), "\"gone.json\""), "gone.json"},
    };
    char folder[] = "/tmp/policeai-gate-XXXXXX";
    struct gate other;
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_gate(folder, "gate.json", cases[i].text);
        assert_int_not_equal(gate_read(arena, folder, &other, &err), ERR_OK);
        if (strstr(err.message, cases[i].says) == NULL) {
            fail_msg("case %zu: %s", i, err.message);
        }
    }
    assert_int_equal(file_remove_tree(folder, &err), ERR_OK);
}

/* ---- decisions ---- */

static struct registry_entry decision(int64_t index, const char *word, const char *stage,
                                      const char *more)
{
    return entry(
        "decision.made/1", "sample-force", index, "2026-03-01T00:00:00Z",
        arena_printf(arena, "{\"decision\":\"%s\",\"stage\":\"%s\"%s}", word, stage, more));
}

static void test_decision__the_last_stands_until_its_end(void **state)
{
    struct registry_entry rows[] = {
        decision(9, "proceed", "pilot", ""),
        decision(7, "stop", "pilot", ""),
    };
    struct registry_entries list = {rows, 2};
    (void)state;
    assert_true(decision_of(&list, FORCE, STR("pilot"), moment("2026-06-01")).allows);
    assert_false(decision_of(&list, FORCE, STR("operational"), moment("2026-06-01")).allows);
    assert_int_equal(
        decision_of(&list, STR("other-force"), STR(""), moment("2026-06-01")).state,
        DECISION_NONE);
    rows[0] = decision(9, "proceed", "pilot", ",\"expires\":\"2026-05-01\"");
    assert_true(decision_of(&list, FORCE, STR("pilot"), moment("2026-04-30T23:59:59Z")).allows);
    assert_int_equal(decision_of(&list, FORCE, STR("pilot"), moment("2026-05-01")).state,
                     DECISION_LAPSED);
}

static void test_decision__to_proceed_against_the_gate_is_told(void **state)
{
    struct registry_entry row =
        decision(9, "proceed", "pilot", ",\"gate\":{\"lapsed\":[],\"missing\":[\"equality\"]}");
    struct registry_entries list = {&row, 1};
    (void)state;
    assert_true(decision_of(&list, FORCE, STR(""), moment("2026-06-01")).against_gate);
    row =
        decision(9, "not now", "pilot", ",\"gate\":{\"lapsed\":[],\"missing\":[\"equality\"]}");
    assert_false(decision_of(&list, FORCE, STR(""), moment("2026-06-01")).against_gate);
}

static void test_decision__not_now_for_operational_use_leaves_the_pilot(void **state)
{
    struct registry_entry rows[] = {decision(7, "proceed", "pilot", ""),
                                    decision(9, "not now", "operational", "")};
    struct registry_entries list = {rows, 2};
    (void)state;
    assert_true(decision_of(&list, FORCE, STR("pilot"), moment("2026-06-01")).allows);
    assert_false(decision_of(&list, FORCE, STR("operational"), moment("2026-06-01")).allows);
    rows[1] = decision(9, "stop", "operational", "");
    assert_false(decision_of(&list, FORCE, STR("pilot"), moment("2026-06-01")).allows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gate__every_requirement_says_where_it_comes_from),
        cmocka_unit_test(test_gate__the_words_of_others_are_slots_without_words),
        cmocka_unit_test(test_gate__a_document_counts_until_the_first_second_of_its_last_day),
        cmocka_unit_test(test_gate__the_answer_logged_last_counts_in_any_order),
        cmocka_unit_test(test_gate__an_answer_of_another_force_does_not_count),
        cmocka_unit_test(test_gate__a_document_made_after_the_decision_is_late),
        cmocka_unit_test(test_gate__applies_by_what_is_stated_and_silence_takes_nothing_away),
        cmocka_unit_test(test_gate__a_field_meets_withheld_or_not_and_a_date_ends_it),
        cmocka_unit_test(test_gate__what_is_missing_is_named),
        cmocka_unit_test(
            test_gate__evidence_must_be_of_this_forces_data_and_before_the_first_use),
        cmocka_unit_test(test_gate__a_report_is_due_once_its_period_and_a_month_have_passed),
        cmocka_unit_test(test_gate__asks_what_the_stage_needs),
        cmocka_unit_test(test_gate__what_is_not_in_force_yet_is_not_asked_for),
        cmocka_unit_test(test_gate__an_owner_fills_a_slot_and_its_items_are_asked_for),
        cmocka_unit_test(test_gate__a_faulty_file_is_refused_with_its_place),
        cmocka_unit_test(test_decision__the_last_stands_until_its_end),
        cmocka_unit_test(test_decision__to_proceed_against_the_gate_is_told),
        cmocka_unit_test(test_decision__not_now_for_operational_use_leaves_the_pilot),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
