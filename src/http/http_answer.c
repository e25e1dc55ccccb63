/* See http_answer.h. */
#include "http/http_answer.h"

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crypto/digest.h"
#include "http/http_gzip.h"

#include <unistd.h>

enum { YEAR = 31536000, WHILE = 60 };

#define NOTHING_ELSE                                                                           \
    "style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " \
    "frame-ancestors 'none'"

/* No scripts, nothing from elsewhere, no frames: a page is text, one style sheet and pictures
 * of this host. An interactive one may also run a script and play a recording of this host;
 * without a referrer its forms would send "Origin: null" (Fetch, "append a request `Origin`
 * header"). */
static const char policy[] = "default-src 'none'; script-src 'none'; " NOTHING_ELSE;
static const char interactive_policy[] =
    "default-src 'none'; script-src 'self'; media-src 'self'; " NOTHING_ELSE;

/* Sent with every answer. */
static const struct {
    const char *name;
    const char *value;
} safety[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Permissions-Policy",
     "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

static struct str copy_of(struct str text)
{
    return str_n(xstrndup(text.n > 0 ? text.p : "", text.n), text.n);
}

static void make_tag(struct http_answer *answer)
{
    struct sha256 digest = sha256_of(answer->body);
    char hex[SHA256_HEX_SIZE];
    sha256_hex(hex, &digest);
    snprintf(answer->tag, sizeof answer->tag, "%.32s", hex);
}

struct http_answer *http_answer_new(int status, const char *type, struct str body)
{
    struct http_answer *answer = xcalloc(1, sizeof *answer);
    *answer = (struct http_answer){.references = 1, .status = status, .fd = -1};
    snprintf(answer->type, sizeof answer->type, "%s", type);
    answer->body = copy_of(body);
    if (status == 200) {
        make_tag(answer);
    }
    return answer;
}

struct http_answer *http_answer_words(int status, const char *words)
{
    char *line = xmalloc(strlen(words) + 2);
    int length = snprintf(line, strlen(words) + 2, "%s\n", words);
    struct http_answer *answer =
        http_answer_new(status, "text/plain; charset=utf-8", str_n(line, (size_t)length));
    free(line);
    return answer;
}

struct http_answer *http_answer_hold(struct http_answer *answer)
{
    answer->references++;
    return answer;
}

void http_answer_drop(struct http_answer *answer)
{
    if (answer == NULL || --answer->references > 0) {
        return;
    }
    if (answer->fd >= 0) {
        close(answer->fd);
    }
    if (answer->pieces.close != NULL) {
        answer->pieces.close(answer->pieces.data);
    }
    free((char *)(uintptr_t)answer->body.p);
    free((char *)(uintptr_t)answer->gzip.p);
    free(answer->location);
    free(answer->cookie);
    free(answer);
}

void http_answer_add_gzip(struct http_answer *answer, struct str gzip)
{
    answer->gzip = copy_of(gzip);
    answer->varies = true;
}

void http_answer_unprepare(struct http_answer *answer)
{
    for (size_t i = 0; i < 2; i++) {
        void *response = answer->prepared[i].response;
        answer->prepared[i].response = NULL;
        if (response != NULL) {
            answer->unprepare(response);
        }
    }
}

static bool is_text(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strncmp(type, "application/json", 16) == 0 ||
           strncmp(type, "image/svg+xml", 13) == 0;
}

void http_answer_compress(struct http_answer *answer)
{
    if (answer->gzip.p != NULL || answer->fd >= 0 || !is_text(answer->type)) {
        return;
    }
    struct strbuf bytes;
    strbuf_init(&bytes, LIMIT_PAGE);
    if (http_gzip(&bytes, answer->body)) {
        http_answer_add_gzip(answer, strbuf_view(&bytes));
    }
    strbuf_release(&bytes);
}

size_t http_answer_bytes(const struct http_answer *answer)
{
    return sizeof *answer + answer->body.n + answer->gzip.n;
}

static void add(struct http_reply *reply, const char *name, const char *value)
{
    if (reply->count == HTTP_REPLY_FIELDS) {
        BUG("more than %d fields in a reply", HTTP_REPLY_FIELDS);
    }
    reply->fields[reply->count].name = name;
    reply->fields[reply->count++].value = value;
}

static int64_t seconds_to_keep(const struct http_answer *answer, int64_t now)
{
    if (answer->keep == HTTP_KEEP_A_YEAR) {
        return YEAR;
    }
    if (answer->keep != HTTP_KEEP_A_WHILE) {
        return 0;
    }
    int64_t left = answer->valid_until > 0 ? answer->valid_until - now : WHILE;
    return left < 0 ? 0 : left < WHILE ? left : WHILE;
}

/* Expires says the same as max-age to those who read only that. */
static void add_keeping(struct http_reply *reply, int64_t now)
{
    const struct http_answer *answer = reply->answer;
    int64_t seconds = seconds_to_keep(answer, now);
    http_date(reply->date, now);
    add(reply, "Date", reply->date);
    if (answer->keep == HTTP_KEEP_NOT) {
        add(reply, "Cache-Control", "no-store");
        return;
    }
    if (seconds == 0) {
        add(reply, "Cache-Control", "public, no-cache");
    } else {
        snprintf(reply->cache_control, sizeof reply->cache_control, "public, max-age=%lld%s",
                 (long long)seconds, answer->keep == HTTP_KEEP_A_YEAR ? ", immutable" : "");
        add(reply, "Cache-Control", reply->cache_control);
    }
    http_date(reply->expires, now + seconds);
    add(reply, "Expires", reply->expires);
}

static void add_content(struct http_reply *reply)
{
    const struct http_answer *answer = reply->answer;
    if (answer->varies) {
        add(reply, "Vary", "Accept-Encoding");
    }
    if (reply->tag[0] != '\0') {
        add(reply, "ETag", reply->tag);
    }
    if (reply->status == 304) {
        return;
    }
    if (answer->type[0] != '\0') {
        add(reply, "Content-Type", answer->type);
    }
    if (reply->zipped) {
        add(reply, "Content-Encoding", "gzip");
    }
}

void http_reply_make(struct http_reply *reply, struct http_answer *answer,
                     const struct http_head *head, int64_t now, bool close)
{
    reply->answer = answer;
    reply->status = answer->status;
    reply->now = now;
    reply->zipped = answer->gzip.p != NULL && http_wants_gzip(head);
    reply->count = 0;
    reply->body = reply->zipped ? answer->gzip : answer->body;
    reply->file = answer->fd >= 0;
    reply->stream = answer->pieces.next != NULL;
    reply->close = close;
    reply->head = str_is(head->method, "HEAD");
    reply->tag[0] = '\0';
    if (answer->tag[0] != '\0') {
        const char *strong = reply->tag + (answer->weak ? 2 : 0);
        snprintf(reply->tag, sizeof reply->tag, "%s\"%s%s\"", answer->weak ? "W/" : "",
                 answer->tag, reply->zipped ? "-gz" : "");
        if (http_has_tag(head, str_of(strong))) {
            reply->status = 304;
            reply->body = STR("");
            reply->file = false;
            reply->stream = false;
        }
    }
}

void http_reply_fields(struct http_reply *reply)
{
    add_keeping(reply, reply->now);
    add_content(reply);
    if (reply->answer->location != NULL) {
        add(reply, "Location", reply->answer->location);
    }
    if (reply->status == 405) {
        const char *allow = reply->answer->allow;
        add(reply, "Allow", allow != NULL ? allow : "GET, HEAD");
    }
    if (reply->answer->cookie != NULL) {
        add(reply, "Set-Cookie", reply->answer->cookie);
    }
    bool interactive = reply->answer->interactive;
    add(reply, "Content-Security-Policy", interactive ? interactive_policy : policy);
    add(reply, "Referrer-Policy", interactive ? "same-origin" : "no-referrer");
    for (size_t i = 0; i < sizeof safety / sizeof safety[0]; i++) {
        add(reply, safety[i].name, safety[i].value);
    }
}
