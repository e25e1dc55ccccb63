#include "casefile/threads.h"

#include "base/mem.h"
#include "base/name_table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NONE = -1, IDS_MAX = 1000 };

/* A message, or one that others name and that is not here. */
struct container {
    int64_t message; /* index, NONE: not here */
    int64_t parent;
    int64_t first, last, next; /* children, in the order of messages */
    int64_t group; /* the container whose conversation it is in, when its own has no parent */
};

struct threading {
    const struct messages *messages;
    struct arena *arena;
    struct name_table *ids;
    struct container *items;
    size_t count, capacity;
    int64_t *of_id; /* container by the number of an id */
    size_t id_capacity, id_count;
    int64_t *of_message; /* container by message */
    struct thread_row *rows;
    size_t row_count;
};

void messages_add(struct messages *messages, const struct message_fields *fields)
{
    messages->items = mem_grow(messages->items, messages->count, &messages->capacity,
                               sizeof *messages->items);
    messages->items[messages->count++] = *fields;
}

void messages_free(struct messages *messages)
{
    free(messages->items);
}

static int64_t new_container(struct threading *t)
{
    t->items = mem_grow(t->items, t->count, &t->capacity, sizeof *t->items);
    t->items[t->count] = (struct container){NONE, NONE, NONE, NONE, NONE, NONE};
    return (int64_t)t->count++;
}

static int64_t container_of(struct threading *t, struct str id)
{
    uint32_t number = name_table_lend(t->ids, id);
    if (number == t->id_count) {
        t->of_id = mem_grow(t->of_id, t->id_count, &t->id_capacity, sizeof *t->of_id);
        t->of_id[t->id_count++] = new_container(t);
    }
    return t->of_id[number]; /* NOLINT(clang-analyzer-core.NullDereference): a number lent
                                before has its place */
}

static bool is_above(const struct threading *t, int64_t above, int64_t below)
{
    for (int64_t at = below; at != NONE; at = t->items[at].parent) {
        if (at == above) {
            return true;
        }
    }
    return false;
}

/* Step 1 B and C: what is named before is the parent, unless that makes a loop. A message's own
 * word on its parent is better than what others say of it. */
static void put_below(struct threading *t, int64_t parent, int64_t child, bool own_word)
{
    if ((t->items[child].parent == NONE || own_word) && !is_above(t, child, parent)) {
        t->items[child].parent = parent;
    }
}

static int64_t last_named(struct threading *t, struct str ids)
{
    int64_t last = NONE;
    struct str rest = ids;
    struct str id;
    for (int n = 0; n < IDS_MAX && str_split(&rest, ' ', &id); n++) {
        if (id.n > 0) {
            int64_t at = container_of(t, id);
            if (last != NONE) {
                put_below(t, last, at, false);
            }
            last = at;
        }
    }
    return last;
}

static void add_message(struct threading *t, size_t index)
{
    const struct message_fields *fields = &t->messages->items[index];
    int64_t own = fields->id.n > 0 ? container_of(t, fields->id) : new_container(t);
    if (t->items[own].message != NONE) { /* another message of this id: it stands by itself */
        own = new_container(t);
    }
    t->items[own].message = (int64_t)index;
    t->of_message[index] = own;
    int64_t last = last_named(t, fields->references);
    if (last == NONE) {
        last = last_named(t, fields->in_reply_to);
    }
    if (last != NONE) {
        put_below(t, last, own, true);
    }
}

/* "Re: ", "RE[2]: ", "Fwd: ", "AW: " before a subject, taken off; true when there was one. */
static bool take_reply_mark(struct str *subject)
{
    static const char *const marks[] = {"re", "fwd", "fw", "aw", "wg"};
    *subject = str_trim(*subject);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t n = strlen(marks[i]);
        if (subject->n <= n || strncasecmp(subject->p, marks[i], n) != 0) {
            continue;
        }
        size_t at = n;
        if (subject->p[at] == '[') {
            while (at < subject->n && subject->p[at] != ']') {
                at++;
            }
            at += at < subject->n;
        }
        if (at < subject->n && subject->p[at] == ':') {
            *subject = str_trim(str_from(*subject, at + 1));
            return true;
        }
    }
    return false;
}

static void add_children(struct threading *t)
{
    for (size_t i = 0; i < t->count; i++) {
        int64_t parent = t->items[i].parent;
        if (parent == NONE) {
            continue;
        }
        if (t->items[parent].first == NONE) {
            t->items[parent].first = (int64_t)i;
        } else {
            t->items[t->items[parent].last].next = (int64_t)i;
        }
        t->items[parent].last = (int64_t)i;
    }
}

/* The first message at or below a container, depth first. */
static int64_t first_message(const struct threading *t, int64_t root)
{
    int64_t at = root;
    while (at != NONE && t->items[at].message == NONE) {
        if (t->items[at].first != NONE) {
            at = t->items[at].first;
            continue;
        }
        while (at != NONE && at != root && t->items[at].next == NONE) {
            at = t->items[at].parent;
        }
        at = at == NONE || at == root ? NONE : t->items[at].next;
    }
    return at == NONE ? NONE : t->items[at].message;
}

/* Step 5: conversations of one subject of which one at least begins with a reply are one. */
static void join_subjects(struct threading *t)
{
    struct name_table *subjects = name_table_new(t->arena);
    int64_t *roots = arena_alloc(t->arena, (t->count + 1) * sizeof *roots);
    bool *replies = arena_zalloc(t->arena, (t->count + 1) * sizeof *replies);
    for (size_t i = 0; i < t->count; i++) {
        int64_t message = t->items[i].parent == NONE ? first_message(t, (int64_t)i) : NONE;
        if (message == NONE) {
            continue;
        }
        struct str subject = t->messages->items[message].subject;
        bool reply = false;
        while (take_reply_mark(&subject)) {
            reply = true;
        }
        if (subject.n == 0) {
            continue;
        }
        size_t known = name_table_count(subjects);
        uint32_t number = name_table_add(subjects, subject);
        if (number == known) {
            roots[number] = (int64_t)i;
            replies[number] = reply;
        } else if (reply) {
            t->items[i].group = roots[number];
        } else if (replies[number]) { /* the letter itself, after its answers */
            t->items[roots[number]].group = (int64_t)i;
            roots[number] = (int64_t)i;
            replies[number] = false;
        }
    }
}

static int64_t conversation_of(const struct threading *t, int64_t root)
{
    while (t->items[root].group != NONE) {
        root = t->items[root].group;
    }
    return root;
}

static void add_row(struct threading *t, int64_t at)
{
    int64_t depth = 0;
    int64_t above = 0;
    for (int64_t up = t->items[at].parent; up != NONE; up = t->items[up].parent) {
        if (t->items[up].message != NONE) {
            above = depth++ == 0 ? t->messages->items[t->items[up].message].document : above;
        }
    }
    int64_t root = at;
    while (t->items[root].parent != NONE) {
        root = t->items[root].parent;
    }
    t->rows[t->row_count++] =
        (struct thread_row){.document = t->messages->items[t->items[at].message].document,
                            .thread = conversation_of(t, root),
                            .above = above,
                            .depth = depth};
}

/* Depth first below one root; no stack: the tree knows the way back. */
static void add_rows(struct threading *t, int64_t root)
{
    int64_t at = root;
    for (;;) {
        if (t->items[at].message != NONE) {
            add_row(t, at);
        }
        if (t->items[at].first != NONE) {
            at = t->items[at].first;
            continue;
        }
        while (at != root && t->items[at].next == NONE) {
            at = t->items[at].parent;
        }
        if (at == root) {
            return;
        }
        at = t->items[at].next;
    }
}

static int by_thread(const void *left, const void *right)
{
    const struct thread_row *a = left;
    const struct thread_row *b = right;
    return a->thread != b->thread ? (a->thread > b->thread) - (a->thread < b->thread)
                                  : (a->place > b->place) - (a->place < b->place);
}

/* Conversations are called by their first message, places count from 1 in each. */
static void number_rows(struct threading *t)
{
    for (size_t i = 0; i < t->row_count; i++) {
        t->rows[i].place = (int64_t)i;
    }
    if (t->row_count > 0) {
        qsort(t->rows, t->row_count, sizeof *t->rows, by_thread);
    }
    int64_t container = NONE;
    int64_t name = 0;
    int64_t place = 0;
    for (size_t i = 0; i < t->row_count; i++) {
        if (t->rows[i].thread != container) {
            container = t->rows[i].thread;
            name = t->rows[i].document;
            place = 0;
        }
        t->rows[i].thread = name;
        t->rows[i].place = ++place;
    }
}

struct thread_row *threads_make(const struct messages *messages, size_t *count)
{
    struct threading t = {
        .messages = messages, .arena = messages->arena, .ids = name_table_new(messages->arena)};
    t.of_message = arena_alloc(t.arena, (messages->count + 1) * sizeof *t.of_message);
    t.rows = arena_alloc(t.arena, (messages->count + 1) * sizeof *t.rows);
    for (size_t i = 0; i < messages->count; i++) {
        add_message(&t, i);
    }
    add_children(&t);
    join_subjects(&t);
    for (size_t i = 0; i < t.count; i++) {
        if (t.items[i].parent == NONE) {
            add_rows(&t, (int64_t)i);
        }
    }
    number_rows(&t);
    free(t.items);
    free(t.of_id);
    *count = t.row_count;
    return t.rows;
}
