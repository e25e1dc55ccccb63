/* See questions_model.h. */
#include "questions_model.h"

#include "registry/gate_questions.h"
#include "web/registry_data.h"

enum { USES_A_PAGE = 20 };

static void write_address(struct page_context *page, const char *key, struct str force,
                          uint64_t number)
{
    jsonw_member(page->w, key,
                 arena_printf(page->arena, "/forces/%.*s/questions/%llu", STR_ARG(force),
                              (unsigned long long)number));
}

/* Nothing is left out: what does not stand here is on the pages before and after. */
static void write_ways(struct page_context *page, struct str force, uint64_t number,
                       const struct chief_questions *made)
{
    struct jsonw *w = page->w;
    uint64_t from = (number - 1) * USES_A_PAGE;
    if (made->all <= USES_A_PAGE) {
        return;
    }
    jsonw_key(w, "asked");
    jsonw_object(w);
    jsonw_member_int(w, "all", (int64_t)made->all);
    jsonw_member_int(w, "from", (int64_t)from + 1);
    jsonw_member_int(w, "to", (int64_t)(from + made->deployments));
    if (number > 1) {
        write_address(page, "previous", force, number - 1);
    }
    if (from + made->deployments < made->all) {
        write_address(page, "next", force, number + 1);
    }
    jsonw_end(w);
}

static void write_list(struct jsonw *w, const struct chief_questions *made)
{
    jsonw_key(w, "questions");
    jsonw_array(w);
    for (size_t i = 0; i < made->count; i++) {
        jsonw_object(w);
        if (made->list[i].deployment.n > 0) {
            jsonw_member_str(w, "deployment", made->list[i].deployment);
            jsonw_member_str(w, "title", made->list[i].title);
        }
        jsonw_member_str(w, "text", made->list[i].text);
        jsonw_end(w);
    }
    jsonw_end(w);
}

enum err_code questions_model(struct page_context *page, struct str force, uint64_t number,
                              bool list, struct err *err)
{
    struct chief_questions made;
    TRY(chief_questions_make(page->db, page->arena, &page->registry->gate,
                             &page->registry->deployments, force, page->now,
                             (size_t)(number - 1) * USES_A_PAGE, USES_A_PAGE, &made, err));
    if (number > 1 && made.deployments == 0) {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    if (made.next_change != INT64_MAX) {
        page_changes_at(page, made.next_change);
    }
    if (list) {
        write_list(page->w, &made);
    }
    jsonw_member_int(page->w, "question_count", (int64_t)made.count);
    if (made.count > 0 || made.all > USES_A_PAGE) {
        jsonw_member(page->w, "any_question", "yes");
    }
    write_ways(page, force, number, &made);
    return ERR_OK;
}
