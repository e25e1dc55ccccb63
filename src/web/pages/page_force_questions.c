/* /forces/:id/questions/:number: the questions on more of a force's uses than its own page
 * asks about; that one is number 1. */
#include "organisation_register.h"
#include "questions_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct organisation_register reg;
    uint64_t number;
    TRY(register_read(&reg, page, NULL, err));
    const struct organisation *force = register_find(&reg, page->parts[0]);
    if (force == NULL || !str_to_u64(page->parts[1], 1000000, &number) || number < 2) {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    jsonw_key(page->w, "force");
    jsonw_object(page->w);
    organisation_write(page->w, force);
    jsonw_end(page->w);
    return questions_model(page, force->id, number, err);
}

const struct page page_force_questions = {.pattern = "/forces/:id/questions/:number",
                                          .section = "forces",
                                          .template = &template_force_questions,
                                          .model = model};
