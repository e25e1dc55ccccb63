/* See submission.h. */
#include "supplier/submission.h"

#include "base/encode.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "crypto/canon.h"
#include "ledger/body_need.h"
#include "ledger/statement.h"
#include "ledger/supplier_reply.h"
#include "supplier/tar_header.h"

#include <string.h>

#define PACKAGE "package/"

enum { PARCEL_DIGITS = 16, NAME_MAX_BYTES = 64 };

static const struct str first_line = {"policeai-submission/v1\n", 23};

static bool parts_valid(struct str path)
{
    struct str rest = path;
    struct str part;
    while (str_split(&rest, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, "..")) {
            return false;
        }
    }
    return true;
}

static bool bytes_valid(struct str path)
{
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c < 0x20 || c == 0x7f || c == '\\') {
            return false;
        }
    }
    return utf8_valid(path);
}

bool submission_path_valid(struct str path)
{
    bool place = str_is(path, "outputs.jsonl") || str_is(path, "outputs.csv") ||
                 str_starts(path, STR(PACKAGE));
    return place && bytes_valid(path) && parts_valid(path) && tar_path_fits(path);
}

struct str submission_below_package(struct str path)
{
    return str_starts(path, STR(PACKAGE)) ? str_from(path, sizeof PACKAGE - 1)
                                          : (struct str){NULL, 0};
}

static enum err_code take_file(const struct js *json, struct submission_file *file,
                               struct err *err)
{
    static const char *const keys[] = {"bytes", "executable", "path", "sha256", NULL};
    struct str digest;
    struct str executable = STR("");
    int64_t bytes;
    TRY(js_only(json, keys, err));
    TRY(js_need_str(json, "path", &file->path, err));
    TRY(js_need_int(json, "bytes", 0, (int64_t)LIMIT_TOOL_BYTES, &bytes, err));
    TRY(js_need_str(json, "sha256", &digest, err));
    TRY(js_may_str(json, "executable", &executable, err));
    file->bytes = (uint64_t)bytes;
    file->executable = executable.n > 0;
    if (executable.n > 0 && !str_is(executable, "yes")) {
        return err_set(err, ERR_FORMAT, "\"executable\" is \"yes\" or absent");
    }
    if (!submission_path_valid(file->path)) {
        return err_set(err, ERR_INVALID,
                       "\"path\" is not a plain relative path below package/, nor "
                       "outputs.jsonl or outputs.csv");
    }
    return sha256_from_hex(&file->digest, digest)
               ? ERR_OK
               : err_set(err, ERR_FORMAT, "\"sha256\" must be 64 hexadecimal digits");
}

static enum err_code take_files(struct arena *arena, const struct js *body,
                                struct submission *submission, struct err *err)
{
    const struct js *list;
    TRY(js_need(body, "files", JS_ARRAY, &list, err));
    if (list->array.count == 0 || list->array.count > LIMIT_TOOL_FILES) {
        return err_set(err, ERR_LIMIT, "\"files\" must have 1 to %d entries", LIMIT_TOOL_FILES);
    }
    submission->files = arena_zalloc(arena, list->array.count * sizeof *submission->files);
    for (size_t i = 0; i < list->array.count; i++) {
        struct submission_file *file = &submission->files[i];
        enum err_code code = take_file(&list->array.items[i], file, err);
        if (code != ERR_OK) {
            err_prefix(err, "\"files\", entry %zu", i + 1);
            return code;
        }
        if (i > 0 && str_cmp(file[-1].path, file->path) >= 0) {
            return err_set(err, ERR_INVALID,
                           "\"files\", entry %zu: paths must be in byte order, each once",
                           i + 1);
        }
        submission->bytes += file->bytes;
        submission->file_count++;
    }
    return submission->bytes <= LIMIT_TOOL_BYTES
               ? ERR_OK
               : err_set(err, ERR_LIMIT, "its files have more than %llu bytes",
                         LIMIT_TOOL_BYTES);
}

static bool field_valid(const struct submission *submission, struct str name)
{
    return submission->details != NULL && js_member_str(submission->details, name) != NULL;
}

static bool file_there(const struct submission *submission, struct str path)
{
    for (size_t i = 0; i < submission->file_count; i++) {
        if (str_eq(submission->files[i].path, path)) {
            return true;
        }
    }
    return false;
}

/* What a claim is about must be there: else nobody could answer it. */
static enum err_code check_about(const struct submission *submission, struct str about,
                                 struct err *err)
{
    bool there =
        (str_starts(about, STR("field:")) && field_valid(submission, str_from(about, 6))) ||
        (str_starts(about, STR("file:")) && file_there(submission, str_from(about, 5)));
    if (there) {
        return ERR_OK;
    }
    err_set(err, ERR_INVALID, "\"about\" is \"%.*s\", which is nothing of this submission",
            STR_ARG(str_sub(about, 0, 120)));
    err_hint(err, "field:NAME of \"details\", or file:PATH of \"files\"");
    return ERR_INVALID;
}

static enum err_code take_claim(const struct js *json, struct submission *submission,
                                struct submission_claim *claim, struct err *err)
{
    static const char *const keys[] = {"about", "ground", "reason", "until", NULL};
    TRY(js_only(json, keys, err));
    TRY(body_need_text(json, "about", err));
    TRY(body_need_text(json, "ground", err));
    TRY(body_need_text(json, "reason", err));
    TRY(body_need_date(json, "until", err));
    *claim = (struct submission_claim){js_text(json, "about"), js_text(json, "ground"),
                                       js_text(json, "reason"), js_text(json, "until")};
    return check_about(submission, claim->about, err);
}

static enum err_code take_claims(struct arena *arena, const struct js *body,
                                 struct submission *submission, struct err *err)
{
    const struct js *list;
    TRY(js_need(body, "claims", JS_ARRAY, &list, err));
    if (list->array.count > SUBMISSION_CLAIMS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d claims", SUBMISSION_CLAIMS_MAX);
    }
    submission->claims =
        arena_zalloc(arena, (list->array.count + 1) * sizeof *submission->claims);
    for (size_t i = 0; i < list->array.count; i++) {
        enum err_code code =
            take_claim(&list->array.items[i], submission, &submission->claims[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "\"claims\", entry %zu", i + 1);
            return code;
        }
        submission->claim_count++;
    }
    return ERR_OK;
}

static enum err_code check_contact(const struct js *json, struct err *err)
{
    static const char *const keys[] = {"address", "role", NULL};
    TRY(js_only(json, keys, err));
    TRY(body_need_text(json, "address", err));
    return body_need_text(json, "role", err);
}

static enum err_code take_contacts(const struct js *body, struct submission *submission,
                                   struct err *err)
{
    TRY(js_need(body, "contacts", JS_ARRAY, &submission->contacts, err));
    size_t count = submission->contacts->array.count;
    if (count == 0 || count > SUBMISSION_CONTACTS_MAX) {
        return err_set(err, ERR_FORMAT, "\"contacts\" must have 1 to %d entries",
                       SUBMISSION_CONTACTS_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        enum err_code code = check_contact(&submission->contacts->array.items[i], err);
        if (code != ERR_OK) {
            err_prefix(err, "\"contacts\", entry %zu", i + 1);
            return code;
        }
    }
    return ERR_OK;
}

static enum err_code take_limitations(const struct js *body, struct submission *submission,
                                      struct err *err)
{
    TRY(js_need(body, "limitations", JS_ARRAY, &submission->limitations, err));
    const struct js *list = submission->limitations;
    for (size_t i = 0; i < list->array.count; i++) {
        const struct js *item = &list->array.items[i];
        if (item->type != JS_STRING || item->string.n == 0) {
            return err_set(err, ERR_FORMAT, "\"limitations\", entry %zu: must be a text",
                           i + 1);
        }
    }
    return list->array.count > 0
               ? ERR_OK
               : err_set(err, ERR_FORMAT,
                         "\"limitations\" is empty: no product is without any");
}

static bool name_valid(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if ((c < 'a' || c > 'z') && (i == 0 || ((c < '0' || c > '9') && c != '_'))) {
            return false;
        }
    }
    return name.n > 0 && name.n <= NAME_MAX_BYTES;
}

static enum err_code take_details(const struct js *body, struct submission *submission,
                                  struct err *err)
{
    TRY(js_may(body, "details", JS_OBJECT, &submission->details, err));
    for (size_t i = 0; submission->details != NULL && i < submission->details->object.count;
         i++) {
        const struct js_member *member = &submission->details->object.members[i];
        if (!name_valid(member->name) || member->value.type != JS_STRING ||
            !supplier_text_valid(member->value.string)) {
            return err_set(err, ERR_FORMAT,
                           "\"details\": each is a name (a-z, 0-9, _) and a text of 1 to %d "
                           "bytes",
                           SUPPLIER_TEXT_MAX);
        }
    }
    return ERR_OK;
}

static enum err_code take_texts(const struct js *body, struct submission *submission,
                                struct err *err)
{
    const struct {
        const char *key;
        struct str *text;
    } texts[] = {{"intended_use", &submission->intended_use},
                 {"product", &submission->product},
                 {"supplier", &submission->supplier},
                 {"task", &submission->task},
                 {"version", &submission->version}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        TRY(body_need_text(body, texts[i].key, err));
        *texts[i].text = js_text(body, texts[i].key);
    }
    TRY(body_may_text(body, "not_for", err));
    TRY(body_may_text(body, "wanted", err));
    TRY(body_need_date(body, "made", err));
    submission->not_for = js_text(body, "not_for");
    submission->wanted = js_text(body, "wanted");
    submission->made = js_text(body, "made");
    return ERR_OK;
}

/* A package has tool.json; outputs are one file and the parcel it answers. */
static enum err_code check_what(const struct js *body, struct submission *submission,
                                struct err *err)
{
    static const char *const words[] = {"outputs", "package", NULL};
    struct str parcel = STR("");
    TRY(body_need_word(body, "what", words, err));
    TRY(js_may_str(body, "parcel", &parcel, err));
    submission->parcel = parcel;
    bool package = js_is(js_member(body, "what"), "package");
    for (size_t i = 0; i < submission->file_count; i++) {
        if ((submission_below_package(submission->files[i].path).p != NULL) != package) {
            return err_set(err, ERR_INVALID, "\"what\" and \"files\" do not agree");
        }
    }
    if (package) {
        return parcel.n == 0 && file_there(submission, STR(PACKAGE "tool.json"))
                   ? ERR_OK
                   : err_set(err, ERR_INVALID, "a package has package/tool.json and no parcel");
    }
    return submission->file_count == 1 && hex_is(parcel, PARCEL_DIGITS)
               ? ERR_OK
               : err_set(
                     err, ERR_INVALID,
                     "outputs are one file, with the %d digits of the \"parcel\" they answer",
                     PARCEL_DIGITS);
}

static enum err_code take_all(struct arena *arena, const struct js *body,
                              struct submission *submission, struct err *err)
{
    static const char *const keys[] = {
        "claims",   "contacts",    "details", "files",   "id",     "intended_use",
        "key",      "limitations", "made",    "not_for", "parcel", "product",
        "supplier", "task",        "version", "wanted",  "what",   NULL};
    TRY(js_only(body, keys, err));
    TRY(js_need_str(body, "id", &submission->id, err));
    if (!hex_is(submission->id, SUBMISSION_ID_DIGITS)) {
        return err_set(err, ERR_FORMAT, "\"id\" must be %d hexadecimal digits",
                       SUBMISSION_ID_DIGITS);
    }
    TRY(js_need_str(body, "key", &submission->vkey, err));
    enum err_code code = supplier_vkey_parse(submission->vkey, &submission->key, err);
    if (code != ERR_OK) {
        err_prefix(err, "\"key\"");
        return code;
    }
    TRY(take_texts(body, submission, err));
    TRY(take_limitations(body, submission, err));
    TRY(take_contacts(body, submission, err));
    TRY(take_details(body, submission, err));
    TRY(take_files(arena, body, submission, err));
    TRY(take_claims(arena, body, submission, err));
    return check_what(body, submission, err);
}

enum err_code submission_parse(struct arena *arena, struct str text,
                               struct submission *submission, struct err *err)
{
    struct note note;
    struct js *body;
    memset(submission, 0, sizeof *submission);
    submission->note = text;
    if (text.n > SUBMISSION_NOTE_MAX) {
        return err_set(err, ERR_LIMIT, "its note has more than %d bytes", SUBMISSION_NOTE_MAX);
    }
    TRY(note_parse(arena, text, &note, err));
    TRY(supplier_note_object(arena, note.text, first_line, &body, err));
    submission->json = body;
    return take_all(arena, body, submission, err);
}

enum err_code submission_verify(struct arena *arena, const struct submission *submission,
                                struct err *err)
{
    struct str text;
    return supplier_note_verify(arena, submission->note, &submission->key, &text, err);
}

static enum err_code sign(struct arena *arena, struct strbuf *text, struct strbuf *out,
                          struct str object, const struct sig_secret *secret, struct err *err)
{
    struct submission again;
    struct str canonical;
    char name[KEY_NAME_SIZE];
    key_name_of(name, &secret->public);
    TRY(canon_of(arena, object, &canonical, err));
    strbuf_str(text, first_line);
    strbuf_str(text, canonical);
    strbuf_putc(text, '\n');
    TRY(strbuf_check(text, "the submission", err));
    note_sign(out, strbuf_view(text), str_of(name), secret);
    TRY(strbuf_check(out, "the submission", err));
    TRY(submission_parse(arena, strbuf_view(out), &again, err));
    return submission_verify(arena, &again, err);
}

enum err_code submission_sign(struct strbuf *out, struct str object,
                              const struct sig_secret *secret, struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf text;
    strbuf_init(&text, SUBMISSION_NOTE_MAX);
    enum err_code code = sign(arena, &text, out, object, secret, err);
    strbuf_release(&text);
    arena_free(arena);
    return code;
}
