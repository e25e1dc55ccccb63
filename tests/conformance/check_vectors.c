/* Reads vectors from stdin, one JSON object a line as vectors.py writes them, and says how many
 * of each source came out as they should. Exit 1 when one did not. */
#include "base/arena.h"
#include "base/encode.h"
#include "base/json.h"
#include "base/limits.h"
#include "crypto/note.h"
#include "crypto/random.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/tile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES_MAX = 20 };

struct source {
    char name[80];
    int good;
    int total;
};

static struct source sources[SOURCES_MAX];
static struct arena *arena;

static struct str text_of(const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    return value != NULL && value->type == JS_STRING ? value->string : STR("");
}

static uint64_t number_of(const struct js *object, const char *key)
{
    const struct js *value = js_member(object, key);
    return value != NULL && value->type == JS_INT && value->integer >= 0
               ? (uint64_t)value->integer
               : UINT64_MAX;
}

/* false for anything but 32 bytes in hexadecimal. */
static bool hash_of(const struct js *object, const char *key, struct sha256 *hash)
{
    return sha256_from_hex(hash, text_of(object, key));
}

static bool proof_of(const struct js *object, struct merkle_proof *proof)
{
    const struct js *list = js_member(object, "proof");
    proof->count = 0;
    for (size_t i = 0; list != NULL && i < list->array.count; i++) {
        if (proof->count == MERKLE_PROOF_MAX ||
            !sha256_from_hex(&proof->hashes[proof->count++], list->array.items[i].string)) {
            return false;
        }
    }
    return true;
}

static bool inclusion(const struct js *vector)
{
    struct merkle_proof proof;
    struct sha256 leaf;
    struct sha256 root;
    uint64_t size = number_of(vector, "size");
    uint64_t index = number_of(vector, "index");
    return size <= MERKLE_SIZE_MAX && index <= MERKLE_SIZE_MAX && proof_of(vector, &proof) &&
           hash_of(vector, "leaf", &leaf) && hash_of(vector, "root", &root) &&
           merkle_verify_inclusion(&proof, index, size, &leaf, &root, NULL) == ERR_OK;
}

static bool consistency(const struct js *vector)
{
    struct merkle_proof proof;
    struct sha256 one;
    struct sha256 two;
    uint64_t first = number_of(vector, "first");
    uint64_t second = number_of(vector, "second");
    return first <= MERKLE_SIZE_MAX && second <= MERKLE_SIZE_MAX && proof_of(vector, &proof) &&
           hash_of(vector, "root1", &one) && hash_of(vector, "root2", &two) &&
           merkle_verify_consistency(&proof, first, &one, second, &two, NULL) == ERR_OK;
}

static bool ed25519(const struct js *vector)
{
    struct sig_public key;
    struct sig sig;
    struct str hex = text_of(vector, "message");
    char *message = arena_alloc(arena, hex.n / 2 + 1);
    return hex_decode(key.bytes, SIG_PUBLIC_SIZE, text_of(vector, "key")) &&
           hex_decode(sig.bytes, SIG_SIZE, text_of(vector, "sig")) &&
           hex_decode(message, hex.n / 2, hex) &&
           sig_verify(&key, &sig, str_n(message, hex.n / 2));
}

/* A signed checkpoint of a log, whose root the leaves in a bundle of entries must give. */
static bool checkpoint(const struct js *vector)
{
    struct signed_checkpoint head;
    struct note_key key;
    struct merkle_range range = {0};
    struct str hex = text_of(vector, "entries");
    char *bytes = arena_alloc(arena, hex.n / 2 + 1);
    struct str rest = str_n(bytes, hex.n / 2);
    struct str entry;
    bool found = true;
    if (!hex_decode(bytes, hex.n / 2, hex) ||
        vkey_parse(text_of(vector, "vkey"), &key, NULL) != ERR_OK ||
        checkpoint_parse(arena, text_of(vector, "note"), &head, NULL) != ERR_OK ||
        checkpoint_verify(&head, &key, NULL) != ERR_OK) {
        return false;
    }
    while (found) {
        if (bundle_next(&rest, &entry, &found, NULL) != ERR_OK ||
            (found && merkle_append(&range, merkle_leaf(entry), NULL, NULL, NULL) != ERR_OK)) {
            return false;
        }
    }
    struct sha256 root = merkle_range_root(&range);
    return range.size == head.head.size && sha256_eq(&root, &head.head.root);
}

static struct source *source_of(struct str name)
{
    struct source *source = sources;
    while (source->name[0] != '\0' && !str_is(name, source->name)) {
        source++;
    }
    if (source == &sources[SOURCES_MAX - 1]) {
        BUG("more than %d sources", SOURCES_MAX - 1);
    }
    snprintf(source->name, sizeof source->name, "%.*s", STR_ARG(name));
    return source;
}

static void check(const struct js *vector, int line)
{
    static const struct {
        const char *kind;
        bool (*holds)(const struct js *);
    } kinds[] = {{"inclusion", inclusion},
                 {"consistency", consistency},
                 {"ed25519", ed25519},
                 {"checkpoint", checkpoint}};
    struct source *source = source_of(text_of(vector, "source"));
    bool wanted = str_is(text_of(vector, "holds"), "yes");
    source->total++;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_is(text_of(vector, "kind"), kinds[i].kind)) {
            bool good = kinds[i].holds(vector) == wanted;
            source->good += good;
            if (!good) {
                printf("  line %d of %s: %.*s should %s\n", line, source->name,
                       STR_ARG(text_of(vector, "what")), wanted ? "hold" : "be refused");
            }
            return;
        }
    }
    BUG("line %d: unknown kind", line);
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int number = 0;
    int bad = 0;
    crypto_start();
    arena = arena_new();
    while ((length = getline(&line, &room, stdin)) > 0) {
        struct js *vector;
        arena_reset(arena);
        number++;
        if (js_parse(arena, str_n(line, (size_t)length), &vector, NULL) != ERR_OK) {
            BUG("line %d is not JSON", number);
        }
        check(vector, number);
    }
    for (const struct source *source = sources; source->total > 0; source++) {
        printf("%s: %d of %d\n", source->name, source->good, source->total);
        bad += source->good != source->total;
    }
    free(line);
    arena_free(arena);
    return bad > 0 || number == 0;
}
