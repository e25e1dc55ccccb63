/* See deployment_model.h: which questions that people put to the police the record answers,
 * and where on the pages each answer stands. */
#include "deployment_model.h"

#include "registry/answerability.h"
#include "web/registry_data.h"

/* Where evidence, requirements and reports stand: an element of this page, or a page. */
static void write_place(const struct deployment_view *view, struct str force,
                        const struct gate_judgement *judgement,
                        const struct question_part *part)
{
    struct jsonw *w = view->page->w;
    const struct evidence_row *evidence = judgement->evidence.row;
    struct arena *arena = view->arena;
    const char *anchor = "reports";
    if (part->source == ANSWER_FIELD) {
        anchor = arena_printf(arena, "field-%.*s", STR_ARG(part->id));
    } else if (part->source == ANSWER_REQUIREMENT) {
        anchor = arena_printf(arena, "gate-%.*s-%.*s", STR_ARG(force), STR_ARG(part->id));
    } else if (part->source == ANSWER_TOOL_FIELD && view->rows.now_used->tool_count > 0) {
        jsonw_member_str(w, "product", view->rows.now_used->tools[0].digest);
        return;
    } else if (str_starts(part->id, STR("evidence")) && evidence != NULL) {
        jsonw_member_str(w, "envelope", evidence->envelope);
        return;
    } else if (str_is(part->id, "decision")) {
        anchor = "decisions";
    } else if (str_is(part->id, "tools")) {
        anchor = "tools";
    }
    jsonw_member(w, "anchor", anchor);
}

static void write_title(const struct deployment_view *view, const struct question_part *part)
{
    const struct registry_data *data = view->page->registry;
    const struct vocabulary *fields =
        part->source == ANSWER_TOOL_FIELD ? &data->tools : &data->deployments;
    const struct vocabulary_field *field = vocabulary_find(fields, part->id);
    const struct gate_requirement *requirement = gate_find(&data->gate, part->id);
    size_t count = use_count_find(&data->counts, part->id);
    struct str title = part->id;
    if (part->source == ANSWER_RECORD) {
        jsonw_member_str(view->page->w, "record", part->id);
        return;
    }
    if (part->source == ANSWER_COUNT && count != SIZE_MAX) {
        title = data->counts.counts[count].title;
    } else if (part->source == ANSWER_REQUIREMENT && requirement != NULL) {
        title = requirement->title;
    } else if (field != NULL) {
        title = field->title;
    }
    jsonw_member_str(view->page->w, "title", title);
}

static void write_parts(const struct deployment_view *view, struct str force,
                        const struct gate_judgement *judgement,
                        const struct question_finding *finding)
{
    static const char *const words[] = {"stated", "silent", "withheld", "ncnd"};
    struct jsonw *w = view->page->w;
    jsonw_key(w, "parts");
    jsonw_array(w);
    for (size_t i = 0; i < finding->question->part_count; i++) {
        const struct question_part *part = &finding->question->parts[i];
        jsonw_object(w);
        write_title(view, part);
        jsonw_member(w, "says", words[finding->parts[i]]);
        if (finding->parts[i] != STATED_NOT) {
            write_place(view, force, judgement, part);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static void write_answer(const struct deployment_view *view, struct str force,
                         const struct gate_judgement *judgement,
                         const struct question_finding *finding)
{
    static const char *const words[] = {"answered", "partly", "withheld", "silent"};
    struct jsonw *w = view->page->w;
    jsonw_object(w);
    jsonw_member_str(w, "id", finding->question->id);
    jsonw_member_str(w, "asks", finding->question->asks);
    jsonw_member(w, "state", words[finding->state]);
    if (finding->sections.n > 0) {
        jsonw_member_str(w, "sections", finding->sections);
    }
    write_parts(view, force, judgement, finding);
    jsonw_end(w);
}

enum err_code deployment_answers_model(struct deployment_view *view, struct str force,
                                       const struct gate_judgement *judgement, struct err *err)
{
    struct page_context *page = view->page;
    struct answer_rows rows;
    struct answerability made;
    TRY(answer_rows_read(page->db, view->arena, &view->rows, judgement, &rows, err));
    answerability_of(view->arena, &page->registry->questions, &rows, force, &made);
    jsonw_key(page->w, "answers");
    jsonw_object(page->w);
    jsonw_member_int(page->w, "answered", (int64_t)made.answered);
    jsonw_member_int(page->w, "partly", (int64_t)made.partly);
    jsonw_member_int(page->w, "withheld", (int64_t)made.withheld);
    jsonw_member_int(page->w, "silent", (int64_t)made.silent);
    jsonw_key(page->w, "list");
    jsonw_array(page->w);
    for (size_t i = 0; i < made.count; i++) {
        if (made.list[i].state != NOT_ASKED_HERE) {
            write_answer(view, force, judgement, &made.list[i]);
        }
    }
    jsonw_end(page->w);
    jsonw_end(page->w);
    return ERR_OK;
}
