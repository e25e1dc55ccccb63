/* A desk in a process of its own over a folder of its own, asked byte for byte. For tests with
 * cmocka: what fails here fails the test. */
#ifndef POLICEAI_TESTS_SUPPORT_DESK_RIG_H
#define POLICEAI_TESTS_SUPPORT_DESK_RIG_H

#include "base/err.h"
#include "base/str.h"

#include <sys/types.h>

enum { RIG_REPLY_MAX = 1 << 20, RIG_WAIT_S = 120 };

struct rig {
    char folder[32];
    pid_t pid;
    int port;
    char link[100];
    char cookie[100];
    char guard[100];
    char reply[RIG_REPLY_MAX];
    size_t reply_length;
    const char *document_tool; /* its folder, or NULL for redact-document */
    /* What runs instead of a folder's desk, until it is told to stop, and the name of its
     * session's cookie; NULL: a folder's. */
    enum err_code (*run)(const struct rig *rig, void (*serving)(int port, const char *link),
                         struct err *err);
    const char *session;
};

/* A rig with an empty folder; rig_tear_down frees it. */
struct rig *rig_new(void);
void rig_write(struct rig *rig, const char *name, struct str bytes);
/* Pages of 595 by 842 points: "Sheet N." and the lines, 16 points apart, the first at 72 from
 * the left and some 82 from the top. `lines` ends with NULL. */
void rig_write_pdf(struct rig *rig, const char *name, int pages, const char *const *lines);
/* Starts the desk; its port and link are in the rig. */
void rig_start(struct rig *rig);
void rig_stop(struct rig *rig, int signal);
/* cmocka's: one text of one line, the desk started; what rig_new made, taken away. */
int rig_set_up(void **state);
int rig_tear_down(void **state);
/* Opens the link and gives a name: cookie and guard are in the rig. */
void rig_enter(struct rig *rig);

/* The status; 0 when nothing came. What came is in rig->reply. */
int rig_ask(struct rig *rig, const char *request);
int rig_get_as(struct rig *rig, const char *path, const char *host, const char *cookie);
int rig_get(struct rig *rig, const char *path);
int rig_post_as(struct rig *rig, const char *path, const char *origin, const char *guard,
                const char *form);
int rig_post(struct rig *rig, const char *path, const char *form);
/* Until the page says these words. */
void rig_wait_for(struct rig *rig, const char *path, const char *words);
/* Until the one file was read. */
void rig_wait_read(struct rig *rig);
/* A child of a process by its name, 0 when there is none. */
pid_t rig_child_named(pid_t parent, const char *name);

#endif
