/* check-case-file: the papers of a case in, what they lack and where they differ out. */
#include "case_check.h"

#include "base/file.h"
#include "base/limits.h"
#include "toolkit/tool.h"

struct tool_data {
    struct arena *arena;
    struct form_catalogue catalogue;
    struct rule_book book;
    bool unverified;
};

static enum err_code start(const struct tool_start *start, void **state, struct err *err)
{
    static struct tool_data data;
    struct str forms;
    struct str readings;
    struct str rules;
    struct str points;
    const struct js *unverified = js_member(start->parameters, "unverified_rules");
    data.arena = arena_new();
    data.unverified = unverified != NULL && unverified->type == JS_BOOL && unverified->boolean;
    TRY(file_read(data.arena, "forms.json", LIMIT_REFERENCE, &forms, err));
    TRY(file_read(data.arena, "readings.json", LIMIT_REFERENCE, &readings, err));
    TRY(file_read(data.arena, "rules.json", LIMIT_REFERENCE, &rules, err));
    TRY(file_read(data.arena, "points.json", LIMIT_REFERENCE, &points, err));
    TRY(form_catalogue_read(data.arena, forms, readings, &data.catalogue, err));
    TRY(rule_book_read(data.arena, &data.catalogue, rules, points, &data.book, err));
    *state = &data;
    return ERR_OK;
}

static void write_place(struct jsonw *output, const struct papers *papers,
                        const struct place *place)
{
    const struct paper *paper = &papers->items[place->paper];
    papers_open(papers, place->paper);
    jsonw_object(output);
    jsonw_key(output, "document");
    jsonw_raw(output, paper_id(papers, place->paper));
    jsonw_member_int(output, "page", paper_page_of(paper, place->start)->number);
    jsonw_member_int(output, "start", paper_code_points(paper, place->start));
    jsonw_member_int(output, "end", paper_code_points(paper, place->end));
    jsonw_end(output);
}

static void write_findings(struct jsonw *output, const struct case_check *check)
{
    jsonw_object(output);
    jsonw_key(output, "findings");
    jsonw_array(output);
    for (size_t i = 0; i < check->count && i < FINDINGS_MAX; i++) {
        const struct finding *finding = &check->items[i];
        jsonw_object(output);
        jsonw_member(output, "kind", finding_kind_word(finding->kind));
        jsonw_member_str(output, "subject", finding->subject);
        jsonw_member_str(output, "says", finding->says);
        jsonw_member_str(output, "rule", finding->rule->id);
        jsonw_member_str(output, "source", finding->rule->source);
        jsonw_key(output, "source_read");
        jsonw_bool(output, finding->rule->verified);
        jsonw_key(output, "at");
        jsonw_array(output);
        for (size_t k = 0; k < finding->place_count; k++) {
            write_place(output, check->papers, &finding->places[k]);
        }
        jsonw_end(output);
        jsonw_end(output);
    }
    jsonw_end(output);
    jsonw_end(output);
}

static enum err_code answer(void *state, struct arena *arena, const struct js *input,
                            struct jsonw *output, struct err *err)
{
    const struct tool_data *data = state;
    const struct js *facts;
    const char *path;
    struct papers papers;
    struct case_check check = {.arena = arena,
                               .papers = &papers,
                               .catalogue = &data->catalogue,
                               .book = &data->book,
                               .unverified = data->unverified};
    TRY(js_need(input, "case", JS_OBJECT, &facts, err));
    TRY(js_need_str(facts, "offence", &check.facts.offence, err));
    TRY(js_need_str(facts, "plea", &check.facts.plea, err));
    TRY(js_need_str(facts, "test", &check.facts.test, err));
    TRY(tool_input_path(input, "documents", arena, &path, err));
    TRY(papers_read(arena, path, PAPERS_ROOM, &papers, err));
    case_check_run(&check);
    TRY(papers_failed(&papers, err));
    write_findings(output, &check);
    return papers_failed(&papers, err);
}

static void finish(void *state)
{
    struct tool_data *data = state;
    arena_free(data->arena);
}

int main(void)
{
    return tool_main(
        &(struct tool){.window = 4, .open = start, .answer = answer, .close = finish});
}
