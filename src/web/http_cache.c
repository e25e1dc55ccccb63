/* See http_cache.h. A hash table with chains, and a list of all entries by last use. */
#include "web/http_cache.h"

#include "base/mem.h"

enum { SLOTS = 1024 };

struct entry {
    struct entry *chain;
    struct entry *older, *newer;
    uint64_t hash;
    char *key; /* path, NUL, query */
    size_t key_length;
    size_t bytes;
    int64_t made;
    struct http_answer *answer;
};

struct http_cache {
    struct entry *slots[SLOTS];
    struct entry *oldest, *newest; /* by last use */
    size_t bytes;
    size_t max;
    uint64_t version;
};

struct http_cache *http_cache_new(size_t max_bytes)
{
    struct http_cache *cache = xcalloc(1, sizeof *cache);
    cache->max = max_bytes;
    return cache;
}

static void list_out(struct http_cache *cache, struct entry *entry)
{
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
}

static void list_in(struct http_cache *cache, struct entry *entry)
{
    entry->older = cache->newest;
    entry->newer = NULL;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

/* Out of the table and gone; it is out of the list already. */
static void forget(struct http_cache *cache, struct entry *entry)
{
    struct entry **at = &cache->slots[entry->hash % SLOTS];
    while (*at != entry) {
        at = &(*at)->chain;
    }
    *at = entry->chain;
    cache->bytes -= entry->bytes;
    entry->answer->kept = false;
    http_answer_unprepare(entry->answer);
    http_answer_drop(entry->answer);
    free(entry->key);
    free(entry);
}

static void forget_oldest(struct http_cache *cache)
{
    struct entry *entry = cache->oldest;
    cache->oldest = entry->newer;
    *(cache->oldest != NULL ? &cache->oldest->older : &cache->newest) = NULL;
    forget(cache, entry);
}

static void forget_all(struct http_cache *cache)
{
    while (cache->oldest != NULL) {
        forget_oldest(cache);
    }
}

void http_cache_free(struct http_cache *cache)
{
    if (cache != NULL) {
        forget_all(cache);
        free(cache);
    }
}

void http_cache_at(struct http_cache *cache, uint64_t version)
{
    if (version != cache->version) {
        forget_all(cache);
        cache->version = version;
    }
}

/* FNV-1a. Keys that collide on purpose make one chain long, and the bound on bytes bounds it.
 */
static uint64_t hash_of(struct str path, struct str query)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < path.n; i++) {
        hash = (hash ^ (unsigned char)path.p[i]) * 0x100000001b3u;
    }
    hash *= 0x100000001b3u;
    for (size_t i = 0; i < query.n; i++) {
        hash = (hash ^ (unsigned char)query.p[i]) * 0x100000001b3u;
    }
    return hash;
}

static struct entry *find(struct http_cache *cache, struct str path, struct str query,
                          uint64_t hash)
{
    struct entry *entry = cache->slots[hash % SLOTS];
    for (; entry != NULL; entry = entry->chain) {
        if (entry->hash == hash && entry->key_length == path.n + 1 + query.n &&
            memcmp(entry->key, path.p, path.n) == 0 && entry->key[path.n] == '\0' &&
            memcmp(entry->key + path.n + 1, query.p, query.n) == 0) {
            return entry;
        }
    }
    return NULL;
}

struct http_answer *http_cache_lookup(struct http_cache *cache, struct str path,
                                      struct str query, int64_t now)
{
    struct entry *entry = find(cache, path, query, hash_of(path, query));
    if (entry == NULL) {
        return NULL;
    }
    int64_t until = entry->answer->valid_until;
    if (now < entry->made || (until > 0 && now >= until)) {
        list_out(cache, entry);
        forget(cache, entry);
        return NULL;
    }
    list_out(cache, entry);
    list_in(cache, entry);
    return entry->answer;
}

void http_cache_put(struct http_cache *cache, struct str path, struct str query,
                    struct http_answer *answer, int64_t now)
{
    uint64_t hash = hash_of(path, query);
    struct entry *old = find(cache, path, query, hash);
    size_t key_length = path.n + 1 + query.n;
    size_t bytes = sizeof *old + key_length + http_answer_bytes(answer);
    if (old != NULL) {
        list_out(cache, old);
        forget(cache, old);
    }
    if (bytes > cache->max / 8) {
        return;
    }
    while (cache->oldest != NULL && cache->bytes + bytes > cache->max) {
        forget_oldest(cache);
    }
    struct entry *entry = xcalloc(1, sizeof *entry);
    *entry = (struct entry){.hash = hash,
                            .key = xmalloc(key_length),
                            .key_length = key_length,
                            .bytes = bytes,
                            .made = now,
                            .answer = http_answer_hold(answer)};
    answer->kept = true;
    memcpy(entry->key, path.p, path.n);
    entry->key[path.n] = '\0';
    memcpy(entry->key + path.n + 1, query.p, query.n);
    entry->chain = cache->slots[hash % SLOTS];
    cache->slots[hash % SLOTS] = entry;
    list_in(cache, entry);
    cache->bytes += bytes;
}
