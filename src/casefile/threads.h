/* Messages into conversations by their fields References and In-Reply-To, then by subject.
 * SOURCE: J. Zawinski, message threading, https://www.jwz.org/doc/threading.html (steps 1 to
 * 5).
 *
 * One difference: two messages with one subject of which neither is a reply are not put
 * together, since in a case many letters are called "Meeting" or "Invoice". */
#ifndef POLICEAI_CASEFILE_THREADS_H
#define POLICEAI_CASEFILE_THREADS_H

#include "base/arena.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

struct message_fields {
    int64_t document;
    struct str id;          /* Message-ID without brackets, "" when there is none */
    struct str references;  /* ids with blanks between them, the oldest first */
    struct str in_reply_to; /* the same */
    struct str subject;
};

struct messages {
    struct arena *arena;
    struct message_fields *items; /* in the order in which they were sent */
    size_t count, capacity;
};

/* Its texts are lent. */
void messages_add(struct messages *messages, const struct message_fields *fields);
void messages_free(struct messages *messages);

struct thread_row {
    int64_t document;
    int64_t thread; /* the first document of the conversation */
    int64_t above;  /* the one that it answers, 0: none, or it is not here */
    int64_t place;  /* from 1, answers after what they answer */
    int64_t depth;
};

/* One row a message, in the arena. Loops in what messages say of each other are cut. */
struct thread_row *threads_make(const struct messages *messages, size_t *count);

#endif
