/* See http_guard.h. */
#include "http/http_guard.h"

#include "base/ascii_case.h"
#include "base/limits.h"

static const struct http_verdict pass = {0, NULL};

static struct http_verdict refuse(int status, const char *reason)
{
    return (struct http_verdict){status, reason};
}

const struct http_field *http_field_find(const struct http_head *head, const char *name)
{
    for (size_t i = 0; i < head->count; i++) {
        if (str_is_but_case(head->fields[i].name, name)) {
            return &head->fields[i];
        }
    }
    return NULL;
}

static size_t count_fields(const struct http_head *head, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < head->count; i++) {
        count += str_is_but_case(head->fields[i].name, name);
    }
    return count;
}

/* The parts must make up the head to the byte: whatever was skipped on the way (a fold, bytes
 * behind a NUL, a line ended by LF alone, blanks in the request line) leaves a difference. */
static struct http_verdict guard_bytes(const struct http_head *head)
{
    size_t sum = head->method.n + 1 + head->target.n + 1 + head->version.n + 2 + 2;
    for (size_t i = 0; i < head->count; i++) {
        sum += head->fields[i].span + 2;
    }
    if (sum != head->size) {
        return refuse(400, "the head is not a request line and fields, each ended by CR LF");
    }
    if (head->size > LIMIT_HTTP_HEAD) {
        return refuse(431, "the head is too large");
    }
    return pass;
}

/* RFC 9110, 5.6.2 */
static bool is_token(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || c >= 0x7f || str_has_byte(STR("\"(),/:;<=>?@[\\]{}"), text.p[i])) {
            return false;
        }
    }
    return text.n > 0;
}

static struct http_verdict guard_fields(const struct http_head *head)
{
    for (size_t i = 0; i < head->count; i++) {
        if (!is_token(head->fields[i].name)) {
            return refuse(400, "the name of a field holds a forbidden byte");
        }
        struct str value = head->fields[i].value;
        for (size_t k = 0; k < value.n; k++) {
            unsigned char c = (unsigned char)value.p[k];
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return refuse(400, "a field holds a control byte");
            }
        }
    }
    return pass;
}

static bool is_digits(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
    }
    return text.n > 0;
}

/* Where the request ends must be beyond doubt. RFC 9112, 6.1 and 6.3. */
static struct http_verdict guard_framing(const struct http_head *head)
{
    const struct http_field *coding = http_field_find(head, "Transfer-Encoding");
    const struct http_field *length = http_field_find(head, "Content-Length");
    if (coding != NULL && length != NULL) {
        return refuse(400, "Content-Length beside Transfer-Encoding");
    }
    if (count_fields(head, "Content-Length") > 1 ||
        count_fields(head, "Transfer-Encoding") > 1) {
        return refuse(400, "Content-Length or Transfer-Encoding stands twice");
    }
    if (length != NULL && !is_digits(length->value)) {
        return refuse(400, "Content-Length is not a number");
    }
    if (coding != NULL && str_is(head->version, "HTTP/1.0")) {
        return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
    }
    if (coding != NULL && !str_is_but_case(coding->value, "chunked")) {
        return refuse(501, "a Transfer-Encoding other than chunked");
    }
    return pass;
}

/* A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port. */
static bool is_host(struct str text)
{
    size_t i = 0;
    if (text.n > 0 && text.p[0] == '[') {
        i = 1;
        while (i < text.n && str_has_byte(STR("0123456789abcdefABCDEF:."), text.p[i])) {
            i++;
        }
        if (i < 3 || i == text.n || text.p[i] != ']') {
            return false;
        }
        i++;
    } else {
        while (i < text.n && (isalnum((unsigned char)text.p[i]) || text.p[i] == '-' ||
                              text.p[i] == '.' || text.p[i] == '_')) {
            i++;
        }
    }
    if (i == 0 || i > 255) {
        return false;
    }
    struct str rest = str_from(text, i);
    return rest.n == 0 || (rest.p[0] == ':' && rest.n <= 6 && is_digits(str_from(rest, 1)));
}

static struct http_verdict guard_host(const struct http_head *head)
{
    const struct http_field *host = http_field_find(head, "Host");
    if (host == NULL) {
        return str_is(head->version, "HTTP/1.0") ? pass : refuse(400, "no Host");
    }
    if (count_fields(head, "Host") > 1) {
        return refuse(400, "Host stands twice");
    }
    return is_host(host->value) ? pass : refuse(400, "Host is not a host");
}

/* Nothing behind the head of a GET: a body nobody reads is where a second request hides. */
static struct http_verdict guard_reading(const struct http_head *head)
{
    const struct http_field *length = http_field_find(head, "Content-Length");
    if (http_field_find(head, "Transfer-Encoding") != NULL ||
        (length != NULL && !str_is(length->value, "0"))) {
        return refuse(400, "GET and HEAD have no body");
    }
    return pass;
}

/* The length is known before the first byte: nothing is read that would not be kept. */
static struct http_verdict guard_post(const struct http_head *head, size_t max)
{
    const struct http_field *length = http_field_find(head, "Content-Length");
    uint64_t bytes;
    if (length == NULL) {
        return refuse(411, "a POST states its Content-Length");
    }
    if (!str_to_u64(length->value, max, &bytes)) {
        return refuse(413, "the body is too large");
    }
    return pass;
}

static struct http_verdict guard_head(const struct http_head *head)
{
    static struct http_verdict (*const guards[])(const struct http_head *head) = {
        guard_bytes, guard_fields, guard_framing, guard_host};
    if (!str_is(head->version, "HTTP/1.1") && !str_is(head->version, "HTTP/1.0")) {
        return refuse(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
    for (size_t i = 0; i < sizeof guards / sizeof guards[0]; i++) {
        struct http_verdict verdict = guards[i](head);
        if (verdict.status != 0) {
            return verdict;
        }
    }
    return pass;
}

static bool is_reading(const struct http_head *head)
{
    return str_is(head->method, "GET") || str_is(head->method, "HEAD");
}

struct http_verdict http_guard(const struct http_head *head)
{
    struct http_verdict verdict = guard_head(head);
    if (verdict.status != 0) {
        return verdict;
    }
    return is_reading(head) ? guard_reading(head)
                            : refuse(405, "only GET and HEAD are answered here");
}

struct http_verdict http_guard_posts(const struct http_head *head, size_t max)
{
    struct http_verdict verdict = guard_head(head);
    if (verdict.status != 0) {
        return verdict;
    }
    if (str_is(head->method, "POST")) {
        return guard_post(head, max);
    }
    return is_reading(head) ? guard_reading(head)
                            : refuse(405, "only GET, HEAD and POST are answered here");
}
