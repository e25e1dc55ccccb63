/* Messages, by the reading of mail_parts.c: what came in and what came out part by part. */
#include "mail_parts.h"
#include "package_parts.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

static const char *const fields[] = {"From", "To", "Cc", "Subject", "Date"};

/* What a redacted message's parts are, as redact-document says it. */
static const char types[] =
    "|text/plain; charset=utf-8|text/html; charset=utf-8|text/x-taken-out; charset=us-ascii|"
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document|message/rfc822|"
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|";

struct comparing {
    struct arena *arena;
    struct strbuf *before, *after;
    struct said *said;
    struct verdict *verdict;
};

/* In a redacted message only these lines stand, none folded. */
static void judge_fields(struct comparing *c, struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        bool known = str_trim(line).n == 0;
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
            size_t n = strlen(fields[i]);
            known = known ||
                    (line.n > n + 1 && memcmp(line.p, fields[i], n) == 0 && line.p[n] == ':');
        }
        known = known || str_is(str_trim(line), "MIME-Version: 1.0") ||
                str_is(str_trim(line), "Content-Transfer-Encoding: base64") ||
                str_is(str_trim(line), "Content-Type: message/rfc822");
        if (str_starts(line, STR("Content-Type: ")) ||
            str_starts(line, STR("Content-Disposition: "))) {
            struct str value = str_trim(str_from(line, str_find(line, STR(":")) + 1));
            const char *said = arena_strndup(c->arena, value.p, value.n);
            known = true;
            if (!parts_in(types, said)) {
                said_value(c->said, c->arena, said);
            }
        }
        if (!known) {
            verdict_add(c->verdict, "it holds a field that a redacted message does not need");
        }
    }
}

static void add_fields(struct comparing *c, struct str text, struct strbuf *out)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct str value = mail_field(c->arena, text, fields[i]);
        if (value.p != NULL) {
            strbuf_str(out, mail_value(c->arena, value));
            strbuf_putc(out, '\n');
        }
    }
}

static void add_lines(struct str text, struct strbuf *out)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\r' || i + 1 == text.n || text.p[i + 1] != '\n') {
            strbuf_putc(out, text.p[i]);
        }
    }
}

static enum err_code to_text(struct comparing *c, const struct mail_leaf *leaf,
                             struct str *text, struct err *err)
{
    static const char *const ours[] = {
        "",           "utf-8",        "utf8",   "us-ascii",     "ascii",
        "iso-8859-1", "windows-1252", "latin1", "unknown-8bit", "ansi_x3.4-1968"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        if (strcasecmp(leaf->charset, ours[i]) == 0) {
            return check_decode(c->arena, leaf->bytes, text, err);
        }
    }
    return check_convert(c->arena, leaf->charset, leaf->bytes, text, err);
}

static bool is_note(const struct mail_leaf *leaf)
{
    return strcmp(leaf->type, "text/x-taken-out") == 0;
}

static void judge_note(struct comparing *c, const struct mail_leaf *leaf)
{
    struct str text = str_trim(leaf->bytes);
    struct str begin = STR("Attachment ");
    struct str end = STR(" was taken out. Redact it by itself.");
    struct str number = str_sub(text, begin.n, text.n - begin.n - end.n);
    uint64_t value;
    if (text.n < begin.n + end.n || !str_starts(text, begin) || !str_ends(text, end) ||
        !str_to_u64(number, MAIL_LEAVES_MAX, &value)) {
        verdict_add(c->verdict, "a note holds more than a note");
    }
}

static enum err_code compare_bodies(struct comparing *c, const struct mail_leaf *was,
                                    const struct mail_leaf *is, struct err *err)
{
    struct str before;
    judge_fields(c, is->fields);
    if (is_note(is)) {
        judge_note(c, is);
        return ERR_OK;
    }
    if (parts_in("|application/vnd.openxmlformats-officedocument.wordprocessingml.document|"
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|",
                 is->type)) {
        TRY(check_package_bytes(was->bytes, is->bytes, c->before, c->after, c->said, c->verdict,
                                err));
    } else if (strcmp(is->type, "text/html") == 0) {
        TRY(to_text(c, was, &before, err));
        struct strbuf page;
        strbuf_init(&page, TEXT_BYTES_MAX);
        enum err_code code = html_text(before, &page, NULL, err);
        strbuf_str(c->before, strbuf_view(&page));
        strbuf_clear(&page);
        if (code == ERR_OK) {
            code = html_text(is->bytes, &page, c->verdict, err);
        }
        strbuf_str(c->after, strbuf_view(&page));
        strbuf_release(&page);
        TRY(code);
    } else if (strcmp(is->type, "text/plain") == 0 && utf8_valid(is->bytes)) {
        TRY(to_text(c, was, &before, err));
        add_lines(before, c->before);
        add_lines(is->bytes, c->after);
    } else {
        verdict_add(c->verdict, "it holds a part of a kind that is not known");
    }
    strbuf_putc(c->before, '\n');
    strbuf_putc(c->after, '\n');
    return ERR_OK;
}

static enum err_code compare(struct comparing *c, struct str original, struct str redacted,
                             struct err *err)
{
    struct mail_leaves was;
    struct mail_leaves is;
    TRY(mail_read(original, c->arena, &was, err));
    TRY(mail_read(redacted, c->arena, &is, err));
    if (is.stray) {
        verdict_add(c->verdict, "something stands between or beside its parts");
    }
    if (was.count != is.count) {
        verdict_add(c->verdict, "it has another number of parts than the message that went in");
        return ERR_OK;
    }
    for (size_t i = 0; i < was.count; i++) {
        if (was.items[i].kind != is.items[i].kind) {
            verdict_add(c->verdict, "its parts stand in another order");
        } else if (was.items[i].kind == MAIL_PARTS) {
            judge_fields(c, is.items[i].fields);
        } else if (was.items[i].kind == MAIL_FIELDS) {
            judge_fields(c, is.items[i].fields);
            add_fields(c, was.items[i].fields, c->before);
            add_fields(c, is.items[i].fields, c->after);
        } else {
            TRY(compare_bodies(c, &was.items[i], &is.items[i], err));
        }
    }
    return ERR_OK;
}

enum err_code check_mail(const char *original, const char *path, const struct js *output,
                         struct verdict *verdict, struct err *err)
{
    struct str was;
    struct str is;
    struct strbuf before;
    struct strbuf after;
    struct comparing c = {.arena = verdict->arena,
                          .before = &before,
                          .after = &after,
                          .said = arena_zalloc(verdict->arena, sizeof *c.said),
                          .verdict = verdict};
    TRY(file_read(verdict->arena, original, CHECK_BYTES_MAX, &was, err));
    TRY(file_read(verdict->arena, path, CHECK_BYTES_MAX, &is, err));
    strbuf_init(&before, TEXT_BYTES_MAX);
    strbuf_init(&after, TEXT_BYTES_MAX);
    enum err_code code = compare(&c, was, is, err);
    if (code == ERR_OK) {
        code = check_marks(strbuf_view(&before), strbuf_view(&after), output, verdict, err);
    }
    if (code == ERR_OK) {
        code = said_check(c.said, strbuf_view(&before), output, verdict, err);
    }
    strbuf_release(&before);
    strbuf_release(&after);
    return code;
}
