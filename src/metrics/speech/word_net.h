/* A transcript as NIST's sclite sees it: words in a row, or a network where the transcriber
 * left a choice ("{ going to / gonna }"), with words that need not be there.
 *
 * Words are numbered in the order in which sclite visits a network (node by node, a node when
 * all that leads to it was visited), and those before a word stand in the order of the text:
 * ties of the alignment hang on both. SOURCE: NIST SCTK, src/sclite/net_adt.c
 * Network_create_from_TEXT, Network_merge_network, Network_traverse. */
#ifndef POLICEAI_METRICS_WORD_NET_H
#define POLICEAI_METRICS_WORD_NET_H

#include "base/arena.h"
#include "metrics/speech/alignment.h"

#include <stdbool.h>

enum net_kind {
    NET_WORD,
    NET_NOTHING, /* "@": says that nothing was said */
    NET_OPTIONAL /* "(uh)": correct when left out, where that is asked for */
};

struct net_word {
    uint32_t id;
    uint32_t place; /* how many words of the text stand before it */
    enum net_kind kind;
};

struct word_net {
    const struct net_word *words; /* 1 … count; 0 is the beginning */
    size_t count;
    bool chain; /* plain words in a row: `before` is NULL */
    /* Words before word w: before[first[w] … first[w + 1]); before the end: w = count + 1. */
    const uint32_t *first;
    const uint32_t *before;
};

/* Builds nets word by word, one after the other; choices nest. The builder and its nets live in
 * the arena. */
struct net_builder;
struct net_builder *net_builder_new(struct arena *arena);
void net_builder_word(struct net_builder *builder, uint32_t id, enum net_kind kind);
/* "{", "/" and "}". A branch without words counts as not being there. */
void net_builder_open(struct net_builder *builder);
void net_builder_or(struct net_builder *builder);
/* False when no branch had a word. */
bool net_builder_close(struct net_builder *builder);
/* How many choices are open. */
size_t net_builder_depth(const struct net_builder *builder);
/* The net; the builder is empty again. */
struct word_net net_builder_end(struct net_builder *builder);

/* Words of the two nets that a step is about, 0 for none. */
struct net_step {
    enum align_step step;
    uint32_t reference;
    uint32_t hypothesis;
};

struct net_alignment {
    struct net_step *steps; /* freed by the caller */
    size_t count;
    struct word_counts counts;
};

/* Cells of nets that are not both chains. */
enum { NET_CELLS_MAX = 40 * 1000 * 1000 };

/* The path that sclite takes: substitution 4, deletion and insertion 3, an optional word left
 * out 2, "@" left out 0.001, "@" on "@" 1; a pair before an insertion before a deletion. "@"
 * that is left out is no step; an optional word left out is correct. SOURCE: word.c wwd_WORD,
 * net_dp.c. ERR_LIMIT past NET_CELLS_MAX or the bounds of alignment.h. */
enum err_code word_net_align(struct aligner *aligner, const struct word_net *reference,
                             const struct word_net *hypothesis, struct net_alignment *alignment,
                             struct err *err) MUST_USE;

#endif
