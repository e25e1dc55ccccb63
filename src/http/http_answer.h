/* What is sent: an answer is content made once and perhaps sent many times; a reply is one
 * sending of it, with the fields that depend on the request and the moment.
 *
 * Answers count their references, without atomics: one belongs to one thread. */
#ifndef POLICEAI_HTTP_HTTP_ANSWER_H
#define POLICEAI_HTTP_HTTP_ANSWER_H

#include "base/pieces.h"
#include "base/str.h"
#include "http/http_fields.h"

#include <stdbool.h>
#include <stdint.h>

enum http_keep {
    HTTP_KEEP_NOT,     /* an error: no-store */
    HTTP_KEEP_ASK,     /* may be kept, but is asked for each time */
    HTTP_KEEP_A_WHILE, /* up to a minute, never past valid_until */
    HTTP_KEEP_A_YEAR   /* the address names the content */
};

enum { HTTP_TAG_SIZE = 33, HTTP_TYPE_SIZE = 64 };

struct http_answer {
    size_t references;
    int status;
    char type[HTTP_TYPE_SIZE]; /* "" without body */
    struct str body;           /* owned */
    struct str gzip;           /* owned; p == NULL: none */
    int fd;                    /* >= 0: the body is this file's first file_size bytes; owned */
    uint64_t file_size;
    struct pieces pieces;    /* next != NULL: the body is made while it is sent, once; owned */
    bool weak;               /* the tag tells what is said, not the bytes (RFC 9110, 8.8.1) */
    char tag[HTTP_TAG_SIZE]; /* first half of the SHA-256 of the plain body, or "" */
    enum http_keep keep;
    int64_t valid_until; /* 0: for ever */
    char *location;      /* owned, of a redirect */
    const char *allow;   /* of status 405, fixed text; NULL: GET, HEAD */
    bool varies;         /* other bytes for who wants gzip */
    bool interactive;    /* a private page: it runs the scripts of this host, and its forms say
                          * where they come from */
    char *cookie;        /* owned: the value of Set-Cookie, or NULL */
    /* What the sender made of it for one second, plain and gzip, while a cache keeps it. */
    bool kept;
    struct {
        void *response;
        int64_t second;
    } prepared[2];
    void (*unprepare)(void *response);
};

/* One reference for the caller. The body is copied; a tag is made for status 200. */
struct http_answer *http_answer_new(int status, const char *type, struct str body);
/* "text/plain", the words and a newline. */
struct http_answer *http_answer_words(int status, const char *words);
struct http_answer *http_answer_hold(struct http_answer *answer);
/* NULL is allowed. */
void http_answer_drop(struct http_answer *answer);
/* Bytes compressed beforehand, copied. */
void http_answer_add_gzip(struct http_answer *answer, struct str gzip);
/* Compresses the body when it is a text and that pays. */
void http_answer_compress(struct http_answer *answer);
/* Destroys what was prepared; called by a cache that keeps it no longer. */
void http_answer_unprepare(struct http_answer *answer);
/* Bytes of memory it holds. */
size_t http_answer_bytes(const struct http_answer *answer);

enum { HTTP_REPLY_FIELDS = 24 };

struct http_reply {
    struct http_answer *answer; /* one reference */
    int status;
    int64_t now;
    bool zipped;
    struct {
        const char *name;
        const char *value;
    } fields[HTTP_REPLY_FIELDS];
    size_t count;
    struct str body; /* of the answer; empty when it is a file or status 304 */
    bool file;       /* send answer->fd */
    bool stream;     /* send answer->pieces */
    bool head;       /* of a HEAD request: the fields alone */
    bool close;      /* and read nothing more */
    char date[HTTP_DATE_SIZE];
    char expires[HTTP_DATE_SIZE];
    char cache_control[64];
    char tag[HTTP_TAG_SIZE + 8];
};

/* Takes over one reference; drop reply->answer when it was sent. Decides between 304, plain and
 * gzip; the fields come after. `close`: the connection is to be closed then, and to say so is
 * the sender's. */
void http_reply_make(struct http_reply *reply, struct http_answer *answer,
                     const struct http_head *head, int64_t now, bool close);
/* Writes the fields. The reply points into itself: it is not to be copied. */
void http_reply_fields(struct http_reply *reply);

#endif
