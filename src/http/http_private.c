/* See http_private.h. */
#include "http/http_private.h"

#include "base/mem.h"
#include "crypto/digest.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_SEE_OTHER = 303 };

static struct http_verdict refusal(int status, const char *reason)
{
    return (struct http_verdict){status, reason};
}

static bool is_here(struct str host, int port)
{
    char own[64];
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(own, sizeof own, "%s:%d", names[i], port);
        if (str_is(host, own)) {
            return true;
        }
    }
    return false;
}

static bool has_own_origin(const struct http_head *head)
{
    const struct http_field *origin = http_field_find(head, "Origin");
    const struct http_field *host = http_field_find(head, "Host");
    struct str value = origin != NULL ? origin->value : STR("");
    return host != NULL && str_starts(value, STR("http://")) &&
           str_eq(str_from(value, strlen("http://")), host->value);
}

struct http_verdict http_private_check(struct arena *arena, const struct http_head *head,
                                       int port, size_t body_max, struct http_target *target)
{
    const struct http_field *host = http_field_find(head, "Host");
    struct http_verdict verdict = http_guard_posts(head, body_max);
    if (verdict.status == 0) {
        verdict = http_target_parse(arena, head->target, host != NULL ? host->value : STR(""),
                                    target);
    }
    if (verdict.status != 0) {
        return verdict;
    }
    if (host == NULL || !is_here(host->value, port)) {
        return refusal(403, "this program answers to 127.0.0.1 alone");
    }
    if (str_is(head->method, "POST") && !has_own_origin(head)) {
        return refusal(403, "a form of another site");
    }
    return refusal(0, NULL);
}

struct str http_cookie_find(const struct http_head *head, const char *name)
{
    const struct http_field *field = http_field_find(head, "Cookie");
    struct str rest = field != NULL ? field->value : (struct str){NULL, 0};
    struct str part;
    while (str_split(&rest, ';', &part)) {
        struct str own;
        part = str_trim(part);
        if (str_split(&part, '=', &own) && str_is(own, name) && part.p != NULL) {
            return part;
        }
    }
    return STR("");
}

void http_form_guard(struct str session, char guard[HTTP_SECRET_SIZE])
{
    const struct str part = STR("policeai-desk-form/v1");
    struct sha256 digest = hmac_sha256(session, &part, 1);
    sha256_hex(guard, &digest);
}

bool http_form_is_guarded(struct str session, struct str form)
{
    char guard[HTTP_SECRET_SIZE];
    struct str given = str_sub(form, 0, strlen("guard=") + HTTP_SECRET_SIZE - 1);
    struct sha256 wanted;
    struct sha256 found;
    http_form_guard(session, guard);
    return str_starts(given, STR("guard=")) && sha256_from_hex(&wanted, str_of(guard)) &&
           sha256_from_hex(&found, str_from(given, strlen("guard="))) &&
           sha256_eq(&wanted, &found);
}

struct http_answer *http_private_page(struct str html, int status)
{
    struct http_answer *answer = http_answer_new(status, "text/html; charset=utf-8", html);
    answer->tag[0] = '\0';
    answer->keep = HTTP_KEEP_NOT;
    answer->interactive = true;
    return answer;
}

struct http_answer *http_private_go(const char *location, const char *cookie)
{
    struct http_answer *answer = http_answer_new(STATUS_SEE_OTHER, "", STR(""));
    answer->keep = HTTP_KEEP_NOT;
    answer->interactive = true;
    answer->location = xstrdup(location);
    answer->cookie = cookie != NULL ? xstrdup(cookie) : NULL;
    return answer;
}

const char *http_session_cookie(struct arena *arena, const char *name, const char *session)
{
    return arena_printf(arena, "%s=%s; Path=/; HttpOnly; SameSite=Strict", name, session);
}
