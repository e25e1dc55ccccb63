/* See registry_call.h. */
#include "cli/registry_call.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/data_option.h"
#include "lab/places.h"
#include "ledger/body.h"
#include "record/key_admin.h"
#include "registry/compose.h"
#include "registry/draft_withhold.h"

#include <stdio.h>
#include <string.h>

enum err_code registry_call_open(struct registry_call *call, struct arena *arena,
                                 const char *data, bool log, struct err *err)
{
    struct places places;
    *call = (struct registry_call){.arena = arena};
    date_format(call->today, clock_now(&(struct clock){0}));
    TRY(places_find(arena, &places, err));
    call->reference = places.reference;
    TRY(data_option(arena, data, &call->dir, err));
    if (log) {
        TRY(data_option_there(&call->dir, err));
    }
    if (file_exists(call->dir.public_db)) {
        TRY(db_open(&call->db, call->dir.public_db, DB_READ, err));
    }
    enum err_code code = form_set_load(arena, places.reference, call->db, &call->set, err);
    if (code != ERR_OK) {
        registry_call_close(call);
    }
    return code;
}

void registry_call_close(struct registry_call *call)
{
    db_close(call->db);
    call->db = NULL;
}

enum err_code organisation_of_keys(struct arena *arena, const struct datadir *dir,
                                   struct str *organisation, struct err *err)
{
    struct keyring *keyring;
    TRY(key_admin_load(dir, &keyring, err));
    *organisation = STR("");
    for (size_t i = 0; i < keyring_count(keyring); i++) {
        const struct keyring_key *key = keyring_at(keyring, i);
        if (key->use == KEY_STATEMENT && !key->away && key->until == UINT64_MAX) {
            *organisation = arena_str(arena, str_of(key->organisation));
        }
    }
    keyring_free(keyring);
    return ERR_OK;
}

/* Named in the list or in the log, or a key of it is introduced: a slip makes no new one. */
static enum err_code check_known(struct registry_call *call, struct str id, struct err *err)
{
    struct keyring *keyring;
    bool known = false;
    if (form_forces_find(&call->set.forces, id) != NULL) {
        return ERR_OK;
    }
    TRY(key_admin_load(&call->dir, &keyring, err));
    for (size_t i = 0; !known && i < keyring_count(keyring); i++) {
        known = str_is(id, keyring_at(keyring, i)->organisation);
    }
    keyring_free(keyring);
    if (known) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "the organisation \"%.*s\" is not known here",
            STR_ARG(str_sub(id, 0, 64)));
    err_hint(err, "\"registry coverage --all\" lists the forces; another one is named first "
                  "with \"organisation name\"");
    return ERR_INVALID;
}

enum err_code registry_speaker(struct registry_call *call, const char *given,
                               const struct draft *draft, struct str *organisation,
                               struct err *err)
{
    const struct js *named = draft != NULL ? js_member(draft->body, "organisation") : NULL;
    if (given != NULL) {
        const struct form_force *force = form_forces_named(&call->set.forces, str_of(given));
        *organisation = force != NULL ? force->id : str_of(given);
        return check_known(call, *organisation, err);
    }
    if (named != NULL && named->type == JS_STRING) {
        *organisation = named->string;
        return check_known(call, *organisation, err);
    }
    TRY(organisation_of_keys(call->arena, &call->dir, organisation, err));
    if (organisation->n == 0) {
        err_set(err, ERR_USAGE, "the key of this installation is of no stated organisation");
        err_hint(err, "say who says it with --organisation ID");
        return ERR_USAGE;
    }
    return ERR_OK;
}

static enum err_code need_field(const struct form_shape *shape, struct str id,
                                const struct form_field **field, struct err *err)
{
    *field = form_field_find(shape, id);
    if (*field != NULL) {
        return ERR_OK;
    }
    char told[200];
    size_t n = 0;
    for (size_t i = 0; i < shape->count && n + 40 < sizeof told; i++) {
        n += (size_t)snprintf(told + n, sizeof told - n, "%s%.*s", i > 0 ? ", " : "",
                              STR_ARG(str_sub(shape->fields[i].field.id, 0, 36)));
    }
    err_set(err, ERR_USAGE, "a %s has no field \"%.*s\"", shape->word,
            STR_ARG(str_sub(id, 0, 60)));
    err_hint(err, "its fields begin: %s", told);
    return ERR_USAGE;
}

/* What was there, a line end, and what is added. */
static struct str added(struct registry_call *call, const struct form_field *field,
                        const struct js *value, struct str text)
{
    struct strbuf out;
    struct compose_rows rows;
    strbuf_init(&out, 2 * LIMIT_BODY);
    if (field->field.kind == FIELD_TABLE) {
        decompose_table(call->arena, field, value, &rows);
        for (size_t i = 0; i < rows.count; i++) {
            for (size_t c = 0; c < rows.columns; c++) {
                strbuf_puts(&out, c > 0 ? "|" : "");
                strbuf_str(&out, rows.cells[i * rows.columns + c]);
            }
            strbuf_putc(&out, '\n');
        }
    } else if (value != NULL) {
        strbuf_str(&out, decompose_text(call->arena, field, value));
        strbuf_putc(&out, '\n');
    }
    strbuf_str(&out, text);
    struct str whole = arena_str(call->arena, strbuf_view(&out));
    strbuf_release(&out);
    return whole;
}

static enum err_code put(struct registry_call *call, struct draft *draft,
                         const struct form_field *field, struct str text, struct err *err)
{
    struct strbuf out;
    struct jsonw w;
    if (!utf8_valid(text) || str_has_byte(text, '\0')) {
        return err_set(err, ERR_FORMAT, "%.*s: not UTF-8 text", STR_ARG(field->field.id));
    }
    if (text.n == 0) {
        return draft_put(call->arena, draft, field, STR(""), err);
    }
    strbuf_init(&out, 2 * LIMIT_BODY);
    jsonw_init(&w, &out);
    compose_value(call->arena, &call->set, field, text, &w);
    enum err_code code = strbuf_check(&out, "the value", err);
    if (code == ERR_OK) {
        code = draft_put(call->arena, draft, field, arena_str(call->arena, strbuf_view(&out)),
                         err);
    } else {
        err_prefix(err, "%.*s", STR_ARG(field->field.id));
    }
    strbuf_release(&out);
    return code;
}

enum err_code registry_put(struct registry_call *call, struct draft *draft, const char *word,
                           struct err *err)
{
    const struct form_shape *shape = form_shape_find(&call->set, draft->type);
    const struct form_field *field;
    struct str text = str_of(word);
    struct str id;
    (void)str_split(&text, '=', &id);
    if (text.p == NULL || id.n == 0 || shape == NULL) {
        err_set(err, ERR_USAGE, "\"%.60s\" is no FIELD=VALUE", word);
        err_hint(err, "write stage=pilot, not_for+=\"one more line\", summary=@FILE");
        return ERR_USAGE;
    }
    bool add = id.n > 1 && id.p[id.n - 1] == '+';
    id = add ? str_sub(id, 0, id.n - 1) : id;
    TRY(need_field(shape, id, &field, err));
    if (text.n > 1 && text.p[0] == '@') {
        if (file_read(call->arena, text.p + 1, 2 * LIMIT_BODY, &text, err) != ERR_OK) {
            err_prefix(err, "%.*s", STR_ARG(id));
            err_hint(err,
                     "a field is published with at most %d bytes: put the rest into a "
                     "document and say where it is",
                     DRAFT_TEXT_MAX);
            return err->code;
        }
    }
    if (add) {
        text = added(call, field, draft_value(draft->body, field), text);
    }
    return put(call, draft, field, text, err);
}

enum err_code registry_put_text(struct registry_call *call, struct draft *draft,
                                const char *field, const char *text, struct err *err)
{
    const struct form_shape *shape = form_shape_find(&call->set, draft->type);
    const struct form_field *found;
    if (text == NULL) {
        return ERR_OK;
    }
    TRY(need_field(shape, str_of(field), &found, err));
    return put(call, draft, found, str_of(text), err);
}

struct draft registry_draft(struct registry_call *call, const char *word)
{
    const struct form_shape *shape = form_shape_find(&call->set, str_of(word));
    struct js *body;
    char *subject = arena_alloc(call->arena, DRAFT_SUBJECT_SIZE);
    if (shape == NULL || js_parse(call->arena, STR("{}"), &body, NULL) != ERR_OK) {
        BUG("no shape \"%s\"", word);
    }
    draft_new_subject(subject);
    return (struct draft){"", str_of(shape->type), str_of(subject), body};
}

/* What is not stated, in one line. */
static void tell_not_stated(const struct draft_problems *problems)
{
    fprintf(stderr, "not stated, and will be shown so: ");
    for (size_t i = problems->blocking; i < problems->count; i++) {
        fprintf(stderr, "%s%.*s", i > problems->blocking ? ", " : "",
                STR_ARG(problems->list[i].field));
    }
    fputs("\n", stderr);
}

size_t registry_tell_problems(struct registry_call *call, const struct draft *draft, bool all)
{
    struct draft_problems problems;
    draft_check(call->arena, &call->set, draft, str_of(call->today), &problems);
    for (size_t i = 0; i < problems.blocking; i++) {
        fprintf(stderr, "blocks: %s\n", draft_problem_text(call->arena, &problems.list[i]));
    }
    if (all && problems.count > problems.blocking) {
        tell_not_stated(&problems);
    }
    return problems.blocking;
}

static void tell(struct registry_call *call, const struct draft *draft,
                 const struct draft_saying *saying, struct str organisation)
{
    char due[TIME_SIZE];
    (void)call;
    switch (saying->said) {
    case SAID_ALREADY:
        printf("%.*s is published just so: nothing to do\n", STR_ARG(saying->subject));
        break;
    case SAID_WAITING:
        printf("%.*s waits in the outbox just so as number %lld: nothing to do\n",
               STR_ARG(saying->subject), (long long)saying->number);
        break;
    default:
        time_format(due, saying->due);
        printf("%.*s by %.*s\nwaits in the outbox as number %lld until %s\n",
               STR_ARG(draft->subject), STR_ARG(organisation), (long long)saying->number, due);
    }
}

static enum err_code hand_over_to(struct registry_call *call, struct keeper_client *client,
                                  const struct draft *draft, struct str organisation,
                                  struct err *err)
{
    struct draft_saying saying;
    TRY(draft_say(call->arena, call->db, client, draft, &saying, err));
    tell(call, draft, &saying, organisation);
    fflush(stdout); /* what was handed over is said, whatever comes next */
    return ERR_OK;
}

static enum err_code hand_over(struct registry_call *call, const struct draft *draft,
                               struct str organisation, struct err *err)
{
    struct keeper_client *client;
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code = hand_over_to(call, client, draft, organisation, err);
    keeper_client_close(client);
    return code;
}

static enum err_code check(struct registry_call *call, const struct draft *draft,
                           struct err *err)
{
    size_t blocking = registry_tell_problems(call, draft, false);
    return blocking == 0 ? ERR_OK
                         : err_set(err, ERR_INVALID, "%zu %s publishing", blocking,
                                   blocking == 1 ? "thing blocks" : "things block");
}

/* In whose name something is said must be known here: a slip would begin a record of nobody's.
 */
static enum err_code check_speaker(struct registry_call *call, struct str speaker,
                                   struct err *err)
{
    struct str own;
    if (form_forces_find(&call->set.forces, speaker) != NULL) {
        return ERR_OK;
    }
    TRY(organisation_of_keys(call->arena, &call->dir, &own, err));
    if (str_eq(own, speaker)) {
        return ERR_OK;
    }
    err_set(err, ERR_NOT_FOUND, "no organisation \"%.*s\" is known here",
            STR_ARG(str_sub(speaker, 0, 64)));
    err_hint(err,
             "say one of the organisations data by id or name; a new one is introduced with "
             "its key, or named with \"organisation name\"");
    return ERR_NOT_FOUND;
}

/* Everything that can be refused here, so that what follows is the keeper's alone. */
static enum err_code prepare(struct registry_call *call, const char *organisation,
                             struct draft *draft, struct str *speaker, struct err *err)
{
    TRY(registry_speaker(call, organisation, draft, speaker, err));
    TRY(check_speaker(call, *speaker, err));
    TRY(check(call, draft, err));
    TRY(draft_say_prepare(call->arena, call->db, &call->set, *speaker, draft, err));
    return draft_withhold(call->arena, call->db, call->reference, &call->set, *speaker,
                          str_of(call->today), draft, err);
}

enum err_code registry_say(struct registry_call *call, struct draft *draft,
                           const char *organisation, struct err *err)
{
    struct str speaker;
    TRY(prepare(call, organisation, draft, &speaker, err));
    return hand_over(call, draft, speaker, err);
}

/* Of several drafts: which were refused, by whom ever. */
struct refusals {
    size_t count; /* of drafts */
    size_t refused;
    struct err first;
};

static void note_refusal(struct refusals *refusals, const struct draft *draft,
                         const struct err *err)
{
    if (refusals->refused++ == 0) {
        refusals->first = *err;
    }
    if (refusals->count > 1) {
        fprintf(stderr, "draft %s: %s\n", draft->name, err->message);
    }
}

/* None is handed over when one was refused. */
static enum err_code refused(const struct refusals *refusals, const struct draft *only,
                             struct err *err)
{
    if (refusals->refused == 0) {
        return ERR_OK;
    }
    *err = refusals->first;
    enum err_code code = err->code;
    if (refusals->count == 1) {
        err_prefix(err, "draft %s", only->name);
        return code;
    }
    err_set(err, code, "%zu of %zu drafts cannot be published: none was", refusals->refused,
            refusals->count);
    err_hint(err, "the drafts are kept: correct them with \"registry edit\", or the file");
    return code;
}

static enum err_code prepare_all(struct registry_call *call, struct draft *const *drafts,
                                 size_t count, const char *organisation, struct str *speakers,
                                 struct err *err)
{
    struct refusals refusals = {.count = count};
    for (size_t i = 0; i < count; i++) {
        struct err own = {.code = ERR_OK};
        if (prepare(call, organisation, drafts[i], &speakers[i], &own) != ERR_OK) {
            note_refusal(&refusals, drafts[i], &own);
        }
    }
    return refused(&refusals, drafts[0], err);
}

/* The keeper's own rules, its keys among them, before the first goes. */
static enum err_code ask_keeper(struct registry_call *call, struct keeper_client *client,
                                struct draft *const *drafts, size_t count, struct err *err)
{
    struct refusals refusals = {.count = count};
    for (size_t i = 0; i < count; i++) {
        struct err own = {.code = ERR_OK};
        if (draft_say_check(call->arena, client, drafts[i], &own) != ERR_OK) {
            note_refusal(&refusals, drafts[i], &own);
        }
    }
    return refused(&refusals, drafts[0], err);
}

/* What was refused after others were handed over: they wait, the rest stays as it was. */
static enum err_code hand_over_all(struct registry_call *call, struct keeper_client *client,
                                   struct draft *const *drafts, const struct str *speakers,
                                   size_t count, struct err *err)
{
    size_t done = 0;
    enum err_code code = ERR_OK;
    while (code == ERR_OK && done < count) {
        code = hand_over_to(call, client, drafts[done], speakers[done], err);
        done += code == ERR_OK ? 1 : 0;
    }
    if (code == ERR_OK) {
        return ERR_OK;
    }
    err_prefix(err, "draft %s", drafts[done]->name);
    if (done > 0) {
        err_prefix(err, "%zu of %zu were handed over, %zu stay as drafts", done, count,
                   count - done);
        err_hint(err, "the same command again does the rest, and none twice");
    }
    return code;
}

enum err_code registry_say_all(struct registry_call *call, struct draft *const *drafts,
                               size_t count, const char *organisation, struct err *err)
{
    struct str *speakers = arena_zalloc(call->arena, (count + 1) * sizeof *speakers);
    struct keeper_client *client;
    if (count == 0) {
        return ERR_OK;
    }
    TRY(prepare_all(call, drafts, count, organisation, speakers, err));
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code = ask_keeper(call, client, drafts, count, err);
    if (code == ERR_OK) {
        code = hand_over_all(call, client, drafts, speakers, count, err);
    }
    keeper_client_close(client);
    return code;
}

enum err_code registry_say_new(struct registry_call *call, struct draft *draft,
                               const char *organisation, struct err *err)
{
    struct str speaker;
    struct str subject;
    TRY(registry_speaker(call, organisation, draft, &speaker, err));
    TRY(draft_say_same(call->arena, call->db, draft, speaker, &subject, err));
    draft->subject = subject.n > 0 ? subject : draft->subject;
    return registry_say(call, draft, organisation, err);
}

enum err_code registry_say_exact(struct registry_call *call, struct draft *draft,
                                 struct str organisation, struct err *err)
{
    struct str subject;
    bool understood;
    TRY(check_speaker(call, organisation, err));
    TRY(body_judge(draft->type, draft->body, &understood, err));
    TRY(draft_say_same(call->arena, call->db, draft, organisation, &subject, err));
    draft->subject = subject.n > 0 ? subject : draft->subject;
    TRY(draft_say_prepare(call->arena, call->db, &call->set, organisation, draft, err));
    return hand_over(call, draft, organisation, err);
}

static enum err_code change_stage(struct registry_call *call, const char *organisation,
                                  const char *subject, const char *stage, const char *reason,
                                  struct err *err)
{
    struct keeper_client *client;
    struct draft draft = {.name = ""};
    struct err said;
    TRY(keeper_client_open(&client, &call->dir, err));
    enum err_code code = draft_from_head(call->arena, call->db, client, str_of(subject),
                                         "deployment.described/1", &draft, &said);
    keeper_client_close(client);
    if (code == ERR_CONFLICT) {
        fprintf(stderr, "policeai: %s; this version takes the place of all of them\n",
                said.message);
    } else if (code != ERR_OK) {
        *err = said;
        return code;
    }
    TRY(registry_put_text(call, &draft, "stage", stage, err));
    TRY(registry_put_text(call, &draft, "reason", reason, err));
    return registry_say(call, &draft, organisation, err);
}

#define AT(member) offsetof(struct stage_options, member)
const struct opt stage_option_list[] = {
    {"reason", 0, OPT_TEXT, AT(reason), "TEXT", "why: shown with the version", 0, 0},
    {"organisation", 0, OPT_TEXT, AT(organisation), "ID", ORGANISATION_OPTION_HELP, 0, 0},
    {"data", 0, OPT_TEXT, AT(data), "FOLDER", DATA_OPTION_HELP, 0, 0},
    {.name = NULL}};

enum err_code registry_change_stage(struct command_call *call, const char *stage,
                                    struct err *err)
{
    const struct stage_options *given = call->options;
    struct registry_call registry;
    if (given->reason == NULL) {
        return err_set(err, ERR_USAGE, "say why: --reason");
    }
    TRY(registry_call_open(&registry, call->arena, given->data, true, err));
    enum err_code code =
        change_stage(&registry, given->organisation, call->words[0], stage, given->reason, err);
    registry_call_close(&registry);
    return code;
}
