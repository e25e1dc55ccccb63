/* Names of a case, one a line, "LEAD|NAME": a name has at most PERSON_PARTS parts and no more
 * initials than parts; each mention is one of the people or nobody's, the people have keys of
 * their own, those who may be the same are two of them in order; and two mentions that are the
 * same to the byte, in one file, are the same person. */
#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"
#include "casefolder/person_name.h"

#include <stdint.h>

enum { MOST = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_people(const struct person_cast *cast)
{
    for (size_t i = 0; i < cast->count; i++) {
        if (cast->people[i].key.n == 0) {
            BUG("a person without a key");
        }
        for (size_t k = 0; k < i; k++) {
            if (str_eq(cast->people[i].key, cast->people[k].key)) {
                BUG("two people of one key");
            }
        }
    }
    for (size_t i = 0; i < cast->alike_count; i++) {
        const struct person_alike *alike = &cast->alike[i];
        if (alike->one >= alike->other || alike->other >= cast->count || alike->why == NULL) {
            BUG("a pair that is none");
        }
    }
}

static void check_mentions(const struct person_mention *mentions, size_t count,
                           const struct person_cast *cast)
{
    for (size_t i = 0; i < count; i++) {
        const struct person_mention *mention = &mentions[i];
        if (mention->name.count > PERSON_PARTS ||
            mention->name.initials > mention->name.count ||
            (mention->person != SIZE_MAX && mention->person >= cast->count)) {
            BUG("a mention out of its bounds");
        }
        for (size_t k = 0; k < i; k++) {
            if (str_eq(mention->text, mentions[k].text) &&
                str_eq(mention->lead, mentions[k].lead) && mention->file == mentions[k].file &&
                mention->person != mentions[k].person) {
                BUG("the same mention twice is two people");
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena *arena = arena_new();
    struct person_mention *mentions = arena_zalloc(arena, MOST * sizeof *mentions);
    struct person_cast cast = {0};
    struct str text = str_n((const char *)bytes, length);
    struct str line;
    size_t count = 0;
    while (utf8_valid(text) && count < MOST && str_split(&text, '\n', &line)) {
        struct str lead;
        bool led = str_split(&line, '|', &lead) && line.p != NULL;
        mentions[count].text = led ? line : lead;
        mentions[count].lead = led ? lead : STR("");
        mentions[count].file = (int64_t)(mentions[count].text.n % 2);
        count++;
    }
    person_names_join(arena, mentions, count, &cast);
    check_people(&cast);
    check_mentions(mentions, count, &cast);
    arena_free(arena);
    return 0;
}
