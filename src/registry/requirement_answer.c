/* See requirement_answer.h. */
#include "registry/requirement_answer.h"

struct requirement_answer requirement_answer_of(const struct registry_entry *entry)
{
    const struct js *body = entry->body;
    const struct js *document = js_member(body, "document");
    bool first = document != NULL && document->type == JS_OBJECT &&
                 str_is(entry->type, "requirement.answered/1");
    struct requirement_answer answer = {
        .requirement = js_text(body, "requirement"),
        .date = js_text(first ? document : body, "date"),
        .expires = js_text(body, "expires"),
        .document = first ? js_text(document, "title") : js_text(body, "document"),
        .link = js_text(first ? document : body, "link"),
        .answer = js_text(body, "answer"),
        .flag = js_text(body, "flag"),
        .flag_reason = js_text(body, "flag_reason"),
    };
    answer.withheld = answer.document.n == 0 && answer.answer.n == 0;
    return answer;
}
