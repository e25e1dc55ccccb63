/* adapter.json of the adapter "command" from what the command line says. What is wrong in it is
 * told by the adapter, which `policeai tool check` starts; here only what options promise. */
#include "trial/wrap.h"

#include "base/jsonw.h"
#include "base/str.h"

#include <string.h>

static void write_words(struct jsonw *w, const char *key, const char *list)
{
    struct str rest = str_of(list);
    struct str part;
    jsonw_key(w, key);
    jsonw_array(w);
    while (str_split(&rest, ',', &part)) {
        jsonw_str(w, part);
    }
    jsonw_end(w);
}

static enum err_code write_labels(struct jsonw *w, const char *list, struct err *err)
{
    struct str rest = str_of(list);
    struct str part;
    jsonw_key(w, "labels");
    jsonw_object(w);
    while (str_split(&rest, ',', &part)) {
        size_t at = str_find(part, STR("="));
        if (at == SIZE_MAX || at == 0 || at + 1 == part.n) {
            return err_set(err, ERR_USAGE, "--labels \"%.*s\": write THEIRS=OURS",
                           STR_ARG(part));
        }
        jsonw_key_str(w, str_sub(part, 0, at));
        jsonw_str(w, str_from(part, at + 1));
    }
    jsonw_end(w);
    return ERR_OK;
}

static void write_columns(struct jsonw *w, const char *list)
{
    struct str rest = str_of(list);
    struct str part;
    jsonw_key(w, "columns");
    jsonw_array(w);
    while (str_split(&rest, ',', &part)) {
        size_t at = str_find(part, STR(":"));
        jsonw_object(w);
        jsonw_member_str(w, "from", str_sub(part, 0, at));
        if (at != SIZE_MAX) {
            jsonw_member_str(w, "type", str_from(part, at + 1));
        }
        jsonw_end(w);
    }
    jsonw_end(w);
}

static enum err_code write_placeholder(struct jsonw *w, const struct wrap_plan *plan,
                                       struct err *err)
{
    int given = (plan->brackets != NULL) + (plan->words != NULL) + (plan->mask != NULL);
    bool wanted = strcmp(plan->as, "redacted-text") == 0;
    if (given != (wanted ? 1 : 0)) {
        return err_set(err, ERR_USAGE,
                       "give one of --brackets, --words and --mask with --as redacted-text, "
                       "and with nothing else");
    }
    if (!wanted) {
        return ERR_OK;
    }
    jsonw_key(w, "placeholder");
    jsonw_object(w);
    if (plan->brackets != NULL) {
        struct str both = str_of(plan->brackets);
        size_t at = str_find(both, STR(","));
        jsonw_member_str(w, "opens",
                         at == SIZE_MAX ? str_sub(both, 0, both.n / 2) : str_sub(both, 0, at));
        jsonw_member_str(w, "closes",
                         at == SIZE_MAX ? str_from(both, both.n / 2) : str_from(both, at + 1));
    } else if (plan->words != NULL) {
        write_words(w, "words", plan->words);
    } else {
        jsonw_member(w, "mask", plan->mask);
    }
    jsonw_end(w);
    return ERR_OK;
}

static bool writes_file(const struct wrap_plan *plan)
{
    for (size_t i = 0; i < plan->argc; i++) {
        if (strstr(plan->argv[i], "{out-file}") != NULL) {
            return true;
        }
    }
    return false;
}

static enum err_code write_answer(struct jsonw *w, const struct wrap_plan *plan,
                                  struct err *err)
{
    jsonw_key(w, "answer");
    jsonw_object(w);
    jsonw_member(w, "from", writes_file(plan) ? "file" : "stdout");
    jsonw_member(w, "as", plan->as);
    if (plan->pointer != NULL) {
        jsonw_member(w, "pointer", plan->pointer);
    }
    if (plan->member != NULL) {
        jsonw_member(w, "member", plan->member);
    }
    TRY(write_placeholder(w, plan, err));
    if (plan->columns != NULL) {
        write_columns(w, plan->columns);
    }
    if (plan->labels != NULL) {
        TRY(write_labels(w, plan->labels, err));
    }
    jsonw_end(w);
    return ERR_OK;
}

enum err_code wrap_command_json(const struct wrap_plan *plan, struct strbuf *json,
                                struct err *err)
{
    struct jsonw w;
    if (plan->argc == 0) {
        return err_set(err, ERR_USAGE,
                       "give the program and its words at the end: -- PROGRAM …");
    }
    if (plan->as == NULL) {
        err_set(err, ERR_USAGE, "give --as, how the program's answer is read");
        err_hint(err, "text, label, number, json, json-lines, csv or redacted-text");
        return ERR_USAGE;
    }
    jsonw_init(&w, json);
    jsonw_object(&w);
    jsonw_member(&w, "adapter", plan->adapter);
    jsonw_key(&w, "argv");
    jsonw_array(&w);
    for (size_t i = 0; i < plan->argc; i++) {
        jsonw_puts(&w, plan->argv[i]);
    }
    jsonw_end(&w);
    jsonw_member(&w, "mode", plan->lines ? "lines" : "item");
    if (plan->stdin_of != NULL) {
        jsonw_member(&w, "stdin", plan->stdin_of);
    }
    jsonw_member_int(&w, "seconds", plan->seconds);
    TRY(write_answer(&w, plan, err));
    jsonw_end(&w);
    return strbuf_check(json, "adapter.json", err);
}
