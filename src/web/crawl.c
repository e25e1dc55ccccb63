/* See crawl.h. */
#include "web/crawl.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

struct link {
    struct str address;
    struct str from;
};

/* `table` holds places in `links`, from 1, by the address's hash; 0 is free. */
struct crawling {
    struct arena *arena;
    struct link *links;
    size_t count, capacity;
    size_t *table;
    size_t slots; /* a power of two */
};

static bool is_of_http(struct str address)
{
    static const char *const places[] = {"/checkpoint", "/tile/",  "/body/",
                                         "/blob/",      "/proof/", "/healthz"};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (str_starts(address, str_of(places[i]))) {
            return true;
        }
    }
    return false;
}

/* The addresses are ours, nobody chooses them to collide. */
static size_t *slot_of(const struct crawling *crawling, struct str address)
{
    size_t at = str_hash(address) & (crawling->slots - 1);
    while (crawling->count > 0 && crawling->table[at] != 0 &&
           !str_eq(crawling->links[crawling->table[at] - 1].address, address)) {
        at = (at + 1) & (crawling->slots - 1);
    }
    return &crawling->table[at];
}

static void grow_table(struct crawling *crawling)
{
    free(crawling->table);
    crawling->slots *= 2;
    crawling->table = xcalloc(crawling->slots, sizeof *crawling->table);
    for (size_t i = 0; i < crawling->count; i++) {
        *slot_of(crawling, crawling->links[i].address) = i + 1;
    }
}

static void add(struct crawling *crawling, struct str address, struct str from)
{
    size_t hash = str_find(address, STR("#"));
    address = hash == SIZE_MAX ? address : str_sub(address, 0, hash);
    if (address.n == 0 || address.p[0] != '/' || is_of_http(address)) {
        return;
    }
    if (crawling->count * 2 >= crawling->slots) {
        grow_table(crawling);
    }
    size_t *slot = slot_of(crawling, address);
    if (*slot != 0) {
        return;
    }
    crawling->links = mem_grow(crawling->links, crawling->count, &crawling->capacity,
                               sizeof *crawling->links);
    crawling->links[crawling->count++] =
        (struct link){arena_str(crawling->arena, address), from};
    *slot = crawling->count;
}

/* `&amp;` is the one entity in addresses of ours. */
static struct str unescape(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        out[n++] = text.p[i];
        if (str_starts(str_from(text, i), STR("&amp;"))) {
            i += 4;
        }
    }
    return str_n(out, n);
}

static void gather(struct crawling *crawling, struct str html, const struct link *from)
{
    static const char *const attributes[] = {"href=\"", "src=\""};
    for (size_t a = 0; a < sizeof attributes / sizeof attributes[0]; a++) {
        struct str rest = html;
        struct str mark = str_of(attributes[a]);
        for (size_t at = str_find(rest, mark); at != SIZE_MAX; at = str_find(rest, mark)) {
            struct str address;
            rest = str_from(rest, at + mark.n);
            if (str_split(&rest, '"', &address)) {
                add(crawling, unescape(crawling->arena, address), from->address);
            }
        }
    }
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What the HTTP side does with an address of ours. */
static struct str decode_path(struct arena *arena, struct str path)
{
    char *out = arena_alloc(arena, path.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++) {
        bool coded = path.p[i] == '%' && i + 2 < path.n && digit(path.p[i + 1]) >= 0 &&
                     digit(path.p[i + 2]) >= 0;
        out[n++] = coded ? (char)(digit(path.p[i + 1]) * 16 + digit(path.p[i + 2])) : path.p[i];
        i += coded ? 2 : 0;
    }
    return str_n(out, n);
}

static void ask(struct site *site, struct arena *arena, struct str address,
                struct site_answer *answer, struct err *why)
{
    struct str rest = address;
    struct str path;
    (void)str_split(&rest, '?', &path);
    struct site_request request = {decode_path(arena, path), rest.p != NULL ? rest : STR("")};
    *why = (struct err){0};
    site_respond(site, arena, &request, answer, why);
}

enum err_code crawl(struct site *site, size_t most,
                    enum err_code (*visit)(void *data, const struct crawl_page *page,
                                           struct err *err),
                    void *data, struct err *err)
{
    struct crawling crawling = {.arena = arena_new(), .slots = FIRST_SLOTS};
    struct arena *arena = arena_new();
    enum err_code code = ERR_OK;
    crawling.table = xcalloc(crawling.slots, sizeof *crawling.table);
    add(&crawling, STR("/"), STR(""));
    for (size_t i = 0; i < crawling.count && code == ERR_OK; i++) {
        struct site_answer answer;
        struct link link = crawling.links[i];
        struct err why;
        struct crawl_page page = {link.address, link.from, &answer, why.message};
        arena_reset(arena);
        ask(site, arena, link.address, &answer, &why);
        if (answer.status == 200 && str_starts(str_of(answer.type), STR("text/html"))) {
            gather(&crawling, answer.body, &link);
        }
        code = crawling.count > most ? err_set(err, ERR_LIMIT, "more than %zu addresses", most)
                                     : visit(data, &page, err);
        site_stream_close(answer.stream);
    }
    free(crawling.links);
    free(crawling.table);
    arena_free(arena);
    arena_free(crawling.arena);
    return code;
}
