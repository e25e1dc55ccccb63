/* See person_name.h. */
#include "casefolder/person_name.h"

#include "base/utf8.h"
#include "casefolder/text_fold.h"

#include <string.h>

struct title {
    const char *word;
    enum person_sex sex;
    const char *role;
};

/* Titles as they stand in British police documents; ranks mean a police officer. */
static const struct title titles[] = {
    {"mr", PERSON_HE, NULL},
    {"mister", PERSON_HE, NULL},
    {"sir", PERSON_HE, NULL},
    {"mrs", PERSON_SHE, NULL},
    {"ms", PERSON_SHE, NULL},
    {"miss", PERSON_SHE, NULL},
    {"dame", PERSON_SHE, NULL},
    {"lady", PERSON_SHE, NULL},
    {"lord", PERSON_HE, NULL},
    {"dr", PERSON_ANY, NULL},
    {"prof", PERSON_ANY, NULL},
    {"professor", PERSON_ANY, NULL},
    {"mx", PERSON_ANY, NULL},
    {"rev", PERSON_ANY, NULL},
    {"reverend", PERSON_ANY, NULL},
    {"pc", PERSON_ANY, "officer"},
    {"wpc", PERSON_SHE, "officer"},
    {"dc", PERSON_ANY, "officer"},
    {"ps", PERSON_ANY, "officer"},
    {"ds", PERSON_ANY, "officer"},
    {"sgt", PERSON_ANY, "officer"},
    {"sergeant", PERSON_ANY, "officer"},
    {"di", PERSON_ANY, "officer"},
    {"dci", PERSON_ANY, "officer"},
    {"dcs", PERSON_ANY, "officer"},
    {"dsupt", PERSON_ANY, "officer"},
    {"supt", PERSON_ANY, "officer"},
    {"insp", PERSON_ANY, "officer"},
    {"inspector", PERSON_ANY, "officer"},
    {"constable", PERSON_ANY, "officer"},
    {"detective", PERSON_ANY, "officer"},
    {"superintendent", PERSON_ANY, "officer"},
    {"pcso", PERSON_ANY, "officer"},
    {"officer", PERSON_ANY, "officer"},
};

static const struct title *title_of(struct str word)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (str_is(word, titles[i].word)) {
            return &titles[i];
        }
    }
    return NULL;
}

static struct str fold(struct arena *arena, struct str text)
{
    struct strbuf out;
    strbuf_init(&out, 4 * text.n + 16);
    text_fold(&out, text);
    struct str folded = arena_str(arena, strbuf_view(&out));
    strbuf_release(&out);
    return folded;
}

/* "smith's", "smith’s", "jones'", "jones’" */
static struct str without_possessive(struct str word)
{
    static const char *const ends[] = {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct str end = str_of(ends[i]);
        if (word.n > end.n && str_ends(word, end)) {
            return str_sub(word, 0, word.n - end.n);
        }
    }
    return word;
}

/* Without punctuation at its ends: "(j.", "smith,". */
static struct str bare(struct str word)
{
    static const char *const edges = ".,;:()[]\"*";
    while (word.n > 0 && strchr(edges, word.p[0]) != NULL) {
        word = str_from(word, 1);
    }
    while (word.n > 0 && strchr(edges, word.p[word.n - 1]) != NULL) {
        word.n--;
    }
    return word;
}

static void add_word(struct person_name *name, struct str word)
{
    const struct title *title = name->count == 0 ? title_of(word) : NULL;
    if (title != NULL) {
        name->titled = true;
        name->sex = title->sex != PERSON_ANY ? title->sex : name->sex;
        name->role = title->role != NULL ? title->role : name->role;
    } else if (word.n > 0 && name->count < PERSON_PARTS) {
        name->parts[name->count++] = word;
    }
}

/* A word of several initials ("j.p.") is taken apart. */
static void add_words(struct arena *arena, struct person_name *name, struct str text)
{
    struct str word;
    while (str_split(&text, ' ', &word)) {
        struct str plain = without_possessive(bare(word));
        struct str rest = plain;
        struct str letter;
        bool initials = plain.n > 1 && str_has_byte(plain, '.');
        while (initials && str_split(&rest, '.', &letter)) {
            initials = utf8_count(letter) <= 1;
        }
        if (!initials) {
            add_word(name, bare(plain));
            continue;
        }
        for (rest = plain; str_split(&rest, '.', &letter);) {
            add_word(name, arena_str(arena, letter));
        }
    }
}

static bool has_digit(struct str word)
{
    bool has = false;
    for (size_t i = 0; i < word.n; i++) {
        has = has || (word.p[i] >= '0' && word.p[i] <= '9');
    }
    return has;
}

/* "… with PC 4521": the title right before a name, over a collar number. */
static void read_lead(struct arena *arena, struct str lead, struct person_name *name)
{
    struct str rest = fold(arena, lead);
    struct str word;
    struct str last = STR("");
    while (str_split(&rest, ' ', &word)) {
        last = has_digit(word) ? last : word;
    }
    if (last.n > 0 && title_of(bare(last)) != NULL &&
        !(last.p[last.n - 1] == '.' && last.n > 5)) { /* "… the officer." ends a sentence */
        add_word(name, bare(last));
    }
}

void person_name_read(struct arena *arena, struct str lead, struct str text,
                      struct person_name *name)
{
    struct str rest = fold(arena, text);
    struct str first;
    *name = (struct person_name){0};
    read_lead(arena, lead, name);
    (void)str_split(&rest, ',', &first);
    if (rest.p != NULL && str_trim(rest).n > 0 && !str_has_byte(str_trim(first), ' ')) {
        add_words(arena, name, str_trim(rest)); /* SMITH, John */
    } else if (rest.p != NULL) {
        first = fold(arena, text);
    }
    add_words(arena, name, str_trim(first));
    while (name->initials + 1 < name->count && utf8_count(name->parts[name->initials]) == 1) {
        name->initials++;
    }
}

static struct str surname(const struct person_name *name)
{
    return name->parts[name->count - 1];
}

/* Written out: a given name of more than a letter, and a surname. */
static bool is_full(const struct person_name *name)
{
    return name->count >= 2 && name->initials == 0;
}

static bool agree(enum person_sex a, enum person_sex b)
{
    return a == PERSON_ANY || b == PERSON_ANY || a == b;
}

static struct str key_of(struct arena *arena, const struct person_name *name, bool titled)
{
    struct strbuf key;
    strbuf_init(&key, 1 << 16);
    if (titled && name->sex != PERSON_ANY && name->count == 1) {
        strbuf_puts(&key, name->sex == PERSON_HE ? "mr " : "ms ");
    }
    for (size_t i = 0; i < name->count; i++) {
        strbuf_puts(&key, i > 0 ? " " : "");
        strbuf_str(&key, name->parts[i]);
    }
    struct str made = arena_str(arena, strbuf_view(&key));
    strbuf_release(&key);
    return made;
}

struct joining {
    struct arena *arena;
    struct person_mention *mentions;
    size_t count;
    struct person_cast *cast;
};

static size_t find_key(const struct joining *j, struct str key)
{
    size_t i = 0;
    while (i < j->cast->count && !str_eq(j->cast->people[i].key, key)) {
        i++;
    }
    return i;
}

static void add_person(struct joining *j, size_t mention, struct str key)
{
    struct person_mention *m = &j->mentions[mention];
    size_t i = find_key(j, key);
    if (i == j->cast->count) {
        j->cast->people[j->cast->count++] =
            (struct person_found){.key = key, .name = m->text, .parts = m->name};
    }
    struct person_found *person = &j->cast->people[i];
    person->sex = person->sex == PERSON_ANY ? m->name.sex : person->sex;
    person->role = person->role == NULL ? m->name.role : person->role;
    m->person = i;
}

/* The given names that `shown` writes as initials begin so. */
static bool begins_so(const struct person_name *shown, const struct person_name *full)
{
    size_t given = shown->count - 1;
    for (size_t i = 0; i < given && i + 1 < full->count; i++) {
        bool initial = utf8_count(shown->parts[i]) == 1;
        if (initial ? !str_starts(full->parts[i], shown->parts[i])
                    : !str_eq(full->parts[i], shown->parts[i])) {
            return false;
        }
    }
    return given < full->count;
}

static bool named_in_full(const struct joining *j, size_t person, int64_t file)
{
    for (size_t i = 0; i < j->count; i++) {
        const struct person_mention *m = &j->mentions[i];
        if (m->file == file && m->person == person && is_full(&m->name)) {
            return true;
        }
    }
    return false;
}

/* The one person written out that a short form can mean, or SIZE_MAX. */
static size_t only_one(const struct joining *j, const struct person_name *name)
{
    size_t found = SIZE_MAX;
    bool initials = name->count > 1;
    for (size_t i = 0; i < j->cast->count; i++) {
        const struct person_found *person = &j->cast->people[i];
        if (!is_full(&person->parts) || !str_eq(surname(&person->parts), surname(name)) ||
            (initials && !begins_so(name, &person->parts))) {
            continue;
        }
        if (found != SIZE_MAX) {
            return SIZE_MAX;
        }
        found = i;
    }
    return found;
}

/* Does the case speak of a man and of a woman of that surname? */
static bool two_of_a_name(const struct joining *j, struct str name)
{
    bool seen[3] = {false, false, false};
    for (size_t i = 0; i < j->count; i++) {
        const struct person_name *other = &j->mentions[i].name;
        if (other->count > 0 && str_eq(surname(other), name)) {
            seen[other->sex] = true;
        }
    }
    return seen[PERSON_HE] && seen[PERSON_SHE];
}

/* A title must fit; a surname alone says nothing where a Mr and a Mrs share it. */
static bool may_be(const struct joining *j, const struct person_mention *m, size_t person)
{
    enum person_sex sex = j->cast->people[person].sex;
    if (m->name.count > 1) {
        return agree(m->name.sex, sex);
    }
    return named_in_full(j, person, m->file) &&
           (two_of_a_name(j, surname(&m->name))
                ? m->name.sex != PERSON_ANY && m->name.sex == sex
                : agree(m->name.sex, sex));
}

static void join_short(struct joining *j, size_t mention)
{
    struct person_mention *m = &j->mentions[mention];
    size_t one = only_one(j, &m->name);
    if (one != SIZE_MAX && may_be(j, m, one)) {
        struct person_found *person = &j->cast->people[one];
        person->role = person->role == NULL ? m->name.role : person->role;
        m->person = one;
        m->is_short = true;
        return;
    }
    add_person(j, mention, key_of(j->arena, &m->name, true));
}

static const char *likeness(const struct person_name *a, const struct person_name *b)
{
    if (str_eq(surname(a), surname(b))) {
        bool shorter = a->count == 1 || b->count == 1;
        bool initials = a->initials + b->initials > 0 && (begins_so(a, b) || begins_so(b, a));
        bool middle = a->count != b->count && str_eq(a->parts[0], b->parts[0]);
        return shorter ? "surname" : initials ? "initials" : middle ? "given-name" : NULL;
    }
    bool given = (a->count == 1 && str_eq(a->parts[0], b->parts[0])) ||
                 (b->count == 1 && str_eq(a->parts[0], b->parts[0]));
    return given ? "given-name" : NULL;
}

static void suggest(struct joining *j)
{
    struct person_cast *cast = j->cast;
    cast->alike = arena_alloc(j->arena, PERSON_ALIKE_MAX * sizeof *cast->alike);
    for (size_t i = 0; i < cast->count; i++) {
        for (size_t k = i + 1; k < cast->count && cast->alike_count < PERSON_ALIKE_MAX; k++) {
            const char *why = likeness(&cast->people[i].parts, &cast->people[k].parts);
            if (why != NULL && agree(cast->people[i].sex, cast->people[k].sex)) {
                cast->alike[cast->alike_count++] = (struct person_alike){i, k, why};
            }
        }
    }
}

void person_names_join(struct arena *arena, struct person_mention *mentions, size_t count,
                       struct person_cast *cast)
{
    struct joining j = {arena, mentions, count, cast};
    *cast =
        (struct person_cast){.people = arena_alloc(arena, (count + 1) * sizeof *cast->people)};
    for (size_t i = 0; i < count; i++) {
        person_name_read(arena, mentions[i].lead, mentions[i].text, &mentions[i].name);
        mentions[i].person = SIZE_MAX;
        mentions[i].is_short = false;
        if (is_full(&mentions[i].name)) {
            add_person(&j, i, key_of(arena, &mentions[i].name, false));
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (mentions[i].name.count > 0 && mentions[i].person == SIZE_MAX) {
            join_short(&j, i);
        }
    }
    suggest(&j);
}
