/* See words_view.h. */
#include "casedesk/words_view.h"

void review_words_write(struct jsonw *w, const struct review_state *state)
{
    jsonw_member(w, "verdict", state->verdict);
    jsonw_key(w, "hidden");
    jsonw_bool(w, state->hidden);
    jsonw_member_int(w, "seen", state->seen);
    jsonw_key(w, "words");
    jsonw_array(w);
    for (size_t i = 0; i < state->count; i++) {
        const struct review_word *word = &state->words[i];
        jsonw_object(w);
        jsonw_member_str(w, "says", word->says);
        jsonw_member_str(w, "reason", word->reason);
        jsonw_member_str(w, "who", word->who);
        jsonw_member_str(w, "at", word->at);
        jsonw_key(w, "sensitive");
        jsonw_bool(w, word->sensitive);
        jsonw_key(w, "settles");
        jsonw_bool(w, word->settles);
        if (word->from > 0) {
            jsonw_member_int(w, "from", word->from);
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}
