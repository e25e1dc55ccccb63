/* Every ceiling on what comes from outside, in one list. Bytes unless the name says otherwise.
 */
#ifndef POLICEAI_BASE_LIMITS_H
#define POLICEAI_BASE_LIMITS_H

#define MIB (1024u * 1024u)

/* exact formats (a change breaks what was published) */
#define LIMIT_JSON_DEPTH 64
#define LIMIT_BODY MIB                /* canonical JSON of a statement's body */
#define LIMIT_LEAF 4096u              /* whole signed note of a statement */
#define LIMIT_LINE MIB                /* one line of the tool protocol */
#define LIMIT_NOISE_KEPT (64u * 1024) /* noise and stderr of a tool that are kept */
#define LIMIT_NOISE (4u * MIB)        /* more noise than this is malformed */
#define LIMIT_ERROR_TEXT 4096u        /* an error message of a tool that is kept */
#define LIMIT_TOOL_FAULTS 1000        /* answers to nothing before a run fails */
#define LIMIT_RESTARTS 50
#define LIMIT_WINDOW 64

/* files that are read whole */
#define LIMIT_MANIFEST (256u * 1024) /* tool.json */
#define LIMIT_BENCHMARK MIB          /* benchmark.json */
#define LIMIT_ITEM (4u * MIB)        /* one line of items.jsonl */
#define LIMIT_ITEMS 1000000          /* items of a benchmark */
#define LIMIT_NOTE MIB               /* a checkpoint or other signed note */
#define LIMIT_ENVELOPE (16u * MIB)   /* *.dsse.json */
#define LIMIT_RESULT_LINE (8u * MIB) /* results.jsonl: an output once more escaped */
#define LIMIT_ANSWERS (256u * MIB)   /* answers that were made elsewhere, one file */
#define LIMIT_STATS (1024u * MIB)    /* stats.jsonl */
#define LIMIT_CONFIG (64u * 1024)
#define LIMIT_REFERENCE (8u * MIB) /* a data file of reference/, standards/ */
#define LIMIT_TOOL_FILES 20000     /* files of a tool's folder */
#define LIMIT_TOOL_BYTES (4096ull * MIB)
#define LIMIT_ROOT_ENTRIES 200000 /* headers in the tar of a root file system */

/* a bundle of statements between two logs */
#define LIMIT_EXCHANGE_HEADER MIB
#define LIMIT_EXCHANGE_KEYS 1000
#define LIMIT_EXCHANGE_LEAVES 2097152 /* of the sender's log; 32 bytes each are held */
#define LIMIT_EXCHANGE_ENTRIES 200000 /* of one bundle: a longer range goes in several */
#define LIMIT_EXCHANGE_BLOB (16u * MIB)
#define LIMIT_EXCHANGE_BLOBS 400000 /* blobs that the entries of one bundle name */

/* HTTP and sockets */
#define LIMIT_HTTP_BODY (64u * 1024)
#define LIMIT_HTTP_HEAD (16u * 1024) /* request line and fields */
#define LIMIT_HTTP_TARGET 8000u      /* RFC 9110, 4.1 asks for at least as much */
#define LIMIT_PAGE (16u * MIB)
#define LIMIT_KEEPER_MESSAGE (8u * MIB)

#endif
