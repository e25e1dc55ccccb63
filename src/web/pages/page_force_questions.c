/* /forces/:id/questions/:number: what to ask its chief constable, as a list that can be
 * printed, so many uses a page; 1 is the first. */
#include "organisation_register.h"
#include "questions_model.h"
#include "templates.h"

static enum err_code model(struct page_context *page, struct err *err)
{
    struct organisation_register reg;
    uint64_t number;
    TRY(register_read(&reg, page, NULL, err));
    const struct organisation *force = register_find(&reg, page->parts[0]);
    if (force == NULL || !str_to_u64(page->parts[1], 1000000, &number) || number < 1) {
        return err_set(err, ERR_NOT_FOUND, "there is no such page");
    }
    jsonw_key(page->w, "force");
    jsonw_object(page->w);
    organisation_write(page->w, force);
    jsonw_end(page->w);
    return questions_model(page, force->id, number, true, err);
}

const struct page page_force_questions = {.pattern = "/forces/:id/questions/:number",
                                          .section = "forces",
                                          .template = &template_force_questions,
                                          .model = model};
