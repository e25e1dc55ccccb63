/* /forces/:id/questions: what to ask its chief constable, as one list that can be printed. */
#include "force_model.h"
#include "organisation_register.h"
#include "registry/gate_questions.h"
#include "templates.h"
#include "web/registry_data.h"

enum { QUESTIONS_OF_MAX = 20 };

static void write_list(struct page_context *page, const struct chief_questions *made)
{
    jsonw_key(page->w, "questions");
    jsonw_array(page->w);
    for (size_t i = 0; i < made->count; i++) {
        jsonw_object(page->w);
        if (made->list[i].deployment.n > 0) {
            jsonw_member_str(page->w, "deployment", made->list[i].deployment);
            jsonw_member_str(page->w, "title", made->list[i].title);
        }
        jsonw_member_str(page->w, "text", made->list[i].text);
        jsonw_end(page->w);
    }
    jsonw_end(page->w);
    if (made->left_out > 0) {
        jsonw_member_int(page->w, "not_asked_about", (int64_t)made->left_out);
    }
}

enum err_code force_questions_model(struct page_context *page, struct str force, bool all,
                                    struct err *err)
{
    struct chief_questions made;
    TRY(chief_questions_make(page->db, page->arena, &page->registry->gate,
                             &page->registry->deployments, force, page->now, QUESTIONS_OF_MAX,
                             &made, err));
    if (made.next_change != INT64_MAX) {
        page_changes_at(page, made.next_change);
    }
    if (made.count > 0) {
        jsonw_member_int(page->w, "question_count", (int64_t)made.count);
    }
    if (all) {
        write_list(page, &made);
    }
    return ERR_OK;
}

static enum err_code model(struct page_context *page, struct err *err)
{
    struct organisation_register reg;
    TRY(register_read(&reg, page, NULL, err));
    const struct organisation *force = register_find(&reg, page->parts[0]);
    if (force == NULL) {
        return err_set(err, ERR_NOT_FOUND, "there is no such force");
    }
    jsonw_key(page->w, "force");
    jsonw_object(page->w);
    organisation_write(page->w, force);
    jsonw_end(page->w);
    return force_questions_model(page, force->id, true, err);
}

const struct page page_force_questions = {.pattern = "/forces/:id/questions",
                                          .section = "forces",
                                          .template = &template_force_questions,
                                          .model = model};
