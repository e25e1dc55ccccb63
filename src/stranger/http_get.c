/* See http_get.h. */
#include "stranger/http_get.h"

#include "base/mem.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>

enum { PATIENCE_MS = 60000 }; /* for one file */

struct http_get {
    struct http_client *client;
};

enum err_code http_get_open(struct http_get **opened, struct str url, bool online,
                            struct err *err)
{
    struct http_client *client;
    TRY(http_client_open(&client, url, online, err));
    *opened = xcalloc(1, sizeof **opened);
    (*opened)->client = client;
    return ERR_OK;
}

void http_get_close(struct http_get *get)
{
    if (get == NULL) {
        return;
    }
    http_client_close(get->client);
    free(get);
}

static enum err_code judge_status(const struct http_get *get, int status, const char *name,
                                  struct err *err)
{
    const struct http_place *place = http_client_place(get->client);
    if (status == 404 || status == 410) {
        return err_set(err, ERR_NOT_FOUND, "http://%s:%s%s/%s is not there", place->host,
                       place->port, place->prefix, name);
    }
    return status == 200 ? ERR_OK
                         : err_set(err, ERR_IO, "http://%s:%s%s/%s answers with status %d",
                                   place->host, place->port, place->prefix, name, status);
}

static enum err_code read_file(void *data, struct arena *arena, const char *name, size_t max,
                               struct str *bytes, struct err *err)
{
    struct http_get *get = data;
    struct reply_head head;
    struct strbuf body;
    const struct http_request request = {.method = "GET",
                                         .target = arena_printf(arena, "/%s", name),
                                         .what = name,
                                         .max = max,
                                         .patience_ms = PATIENCE_MS,
                                         .plain = true};
    enum err_code code = http_client_ask(get->client, &request, &head, &body, err);
    if (code == ERR_OK) {
        code = judge_status(get, head.status, name, err);
    }
    if (code == ERR_OK) {
        *bytes = arena_str(arena, strbuf_view(&body));
    }
    strbuf_release(&body);
    return code;
}

struct log_files http_get_files(struct http_get *get)
{
    return (struct log_files){read_file, get, false};
}
