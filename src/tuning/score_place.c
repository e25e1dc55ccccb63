/* See score_place.h. */
#include "tuning/score_place.h"

#include <string.h>

enum err_code score_place_truth(const char *text, struct score_place *place, struct err *err)
{
    const char *equals = strchr(text, '=');
    if (text[0] != '/' || equals == NULL || equals[1] == '\0') {
        err_set(err, ERR_USAGE, "--positive \"%.80s\" is not POINTER=VALUE", text);
        err_hint(err, "write where the expected answer has it, and what it is: /match=yes");
        return ERR_USAGE;
    }
    place->truth = str_n(text, (size_t)(equals - text));
    place->positive = str_of(equals + 1);
    return ERR_OK;
}

void score_place_write(struct jsonw *w, const struct score_place *place)
{
    jsonw_key(w, "score");
    jsonw_object(w);
    jsonw_member_str(w, "pointer", place->score);
    jsonw_member_str(w, "truth", place->truth);
    jsonw_member_str(w, "positive", place->positive);
    jsonw_member(w, "lower_is_likely", place->lower_is_likely ? "yes" : "no");
    jsonw_end(w);
}

enum err_code score_place_read(const struct js *guide, struct score_place *place,
                               struct err *err)
{
    const struct js *score;
    TRY(js_need(guide, "score", JS_OBJECT, &score, err));
    TRY(js_need_str(score, "pointer", &place->score, err));
    TRY(js_need_str(score, "truth", &place->truth, err));
    TRY(js_need_str(score, "positive", &place->positive, err));
    place->lower_is_likely = js_is(js_member(score, "lower_is_likely"), "yes");
    return ERR_OK;
}
