/* A disk that loses power, fills up and fails, beneath every file call of a test program:
 * SQLite's as well as ours, because the calls of the C library are replaced (disk_calls.c).
 *
 * From disk_watch on, every change below one folder is written down as one operation of a
 * history: names and bytes, in the order of the calls, with the syncs. disk_image then makes
 * the folder as it may be found after the power went out before operation `cut`. What a sync
 * covered is there: the bytes of a synced file, the names of a synced folder. Of everything
 * else any part may be there, chosen by a seed: each change kept or lost in whatever order, a
 * write torn at 512-byte sectors or cut short. A rename is kept or lost whole. A file's fsync
 * says nothing of its name.
 *
 * The history lies in memory shared with children, so a child that is killed (disk_kill_at) and
 * one that starts after it write to the same. Real syncs are left out: what is on the real disk
 * does not matter here. */
#ifndef POLICEAI_CRASH_DISK_H
#define POLICEAI_CRASH_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISK_SECTOR = 512, DISK_KILLED = 99 };

enum disk_kind {
    DISK_NAME,     /* a name in a folder now means a node, or nothing */
    DISK_RENAME,   /* one name stops to mean it, another begins */
    DISK_WRITE,    /* bytes of a file */
    DISK_SIZE,     /* a file cut or grown */
    DISK_SYNC,     /* of a file's bytes or a folder's names */
    DISK_SYNC_ALL, /* syncfs */
    DISK_MARK      /* words of the test: what was acknowledged, what was seen outside */
};

struct disk_op {
    enum disk_kind kind;
    unsigned node;      /* the file or folder it is about; 0: nothing */
    unsigned folder;    /* DISK_NAME, DISK_RENAME: that holds the name */
    const char *name;   /* or the words of a mark */
    unsigned from;      /* DISK_RENAME: folder and name before */
    const char *before; /* DISK_RENAME */
    uint64_t offset;    /* DISK_WRITE; of DISK_SIZE the size */
    const char *bytes;  /* DISK_WRITE */
    size_t n;           /* DISK_WRITE */
};

/* Begins a history; what lies below the folder (absolute) now is on the disk. */
void disk_watch(const char *folder);
void disk_unwatch(void);
/* Nothing while nothing is watched. */
void disk_mark(const char *words);
size_t disk_length(void);
const struct disk_op *disk_at(size_t position);
/* Is called after a rename with the new path, while the call is not yet done. */
void disk_on_rename(void (*seen)(const char *path));
/* This process ends (status DISK_KILLED, nothing closed or flushed) when the history gets so
 * long. SIZE_MAX: never. */
void disk_kill_at(size_t length);
/* The folder after power was lost before operation `cut`, written to `target`, which must not
 * be there. Seeds 0 to 5 are the plain cases: all lost; all kept; cut off in the middle, in
 * order; names kept and bytes lost; bytes kept and names lost; every second sector lost. */
void disk_image(size_t cut, uint64_t seed, const char *target);

/* Calls that fail. They count from the next call on below the watched folder. */
enum disk_fault {
    DISK_NO_FAULT,
    DISK_FULL,      /* ENOSPC from the nth call on that needs room, a write half done before */
    DISK_BAD_WRITE, /* EIO of the nth call that writes or syncs */
    DISK_BAD_READ,  /* EIO of the nth read */
    DISK_INTERRUPTED, /* EINTR once of the nth read or write */
    DISK_SHORT        /* the nth read or write does half of it; nth 0: every one does */
};
void disk_fail(enum disk_fault fault, size_t nth);
/* Has a call failed since disk_fail? Its name and path, or NULL. */
const char *disk_failed(void);

#endif
