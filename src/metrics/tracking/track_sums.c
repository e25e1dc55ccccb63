/* Sums and what they mean; see track.h. */
#include "metrics/tracking/track.h"

#include "metrics/detection/pairwise.h"

#include <math.h>
#include <string.h>

double track_alpha(size_t index)
{
    return 0.05 + (double)index * 0.05;
}

void track_sums_add(struct track_sums *sum, const struct track_sums *one)
{
    enum { NUMBERS = sizeof(struct track_sums) / sizeof(double) };
    double a[NUMBERS];
    double b[NUMBERS];
    memcpy(a, sum, sizeof a);
    memcpy(b, one, sizeof b);
    for (size_t i = 0; i < NUMBERS; i++) {
        a[i] += b[i];
    }
    memcpy(sum, a, sizeof a);
}

void track_matrix(const struct track_sequence *sequence, const struct track_frame *frame,
                  double *matrix)
{
    memset(matrix, 0, frame->truth_count * frame->tracked_count * sizeof *matrix);
    for (size_t i = 0; i < frame->overlap_count; i++) {
        const struct track_overlap *o = &sequence->overlaps[frame->overlap + i];
        matrix[o->truth * frame->tracked_count + o->tracked] = o->similarity;
    }
}

size_t track_matrix_room(const struct track_sequence *sequence)
{
    size_t room = 1;
    for (size_t t = 0; t < sequence->frame_count; t++) {
        size_t need = sequence->frames[t].truth_count * sequence->frames[t].tracked_count;
        room = need > room ? need : room;
    }
    return room;
}

/* Mean over the thresholds of a score at each. */
static double mean(const struct track_sums *s,
                   double (*score)(const struct track_sums *s, size_t a))
{
    double values[TRACK_ALPHAS];
    for (size_t a = 0; a < TRACK_ALPHAS; a++) {
        values[a] = score(s, a);
    }
    return pairwise_sum(values, TRACK_ALPHAS) / TRACK_ALPHAS;
}

static double det_a_at(const struct track_sums *s, size_t a)
{
    return s->found[a] / fmax(1, s->found[a] + s->missed[a] + s->wrong[a]);
}

static double det_re_at(const struct track_sums *s, size_t a)
{
    return s->found[a] / fmax(1, s->found[a] + s->missed[a]);
}

static double det_pr_at(const struct track_sums *s, size_t a)
{
    return s->found[a] / fmax(1, s->found[a] + s->wrong[a]);
}

static double ass_a_at(const struct track_sums *s, size_t a)
{
    return s->ass_a[a] / fmax(1, s->found[a]);
}

static double ass_re_at(const struct track_sums *s, size_t a)
{
    return s->ass_re[a] / fmax(1, s->found[a]);
}

static double ass_pr_at(const struct track_sums *s, size_t a)
{
    return s->ass_pr[a] / fmax(1, s->found[a]);
}

static double loc_a_at(const struct track_sums *s, size_t a)
{
    return fmax(1e-10, s->similarity[a]) / fmax(1e-10, s->found[a]);
}

static double hota_at(const struct track_sums *s, size_t a)
{
    return sqrt(det_a_at(s, a) * ass_a_at(s, a));
}

static double owta_at(const struct track_sums *s, size_t a)
{
    return sqrt(det_re_at(s, a) * ass_a_at(s, a));
}

#define MEAN_OF(name)                                                                          \
    static double name(const struct track_sums *s)                                             \
    {                                                                                          \
        return mean(s, name##_at);                                                             \
    }
MEAN_OF(hota)
MEAN_OF(det_a)
MEAN_OF(ass_a)
MEAN_OF(det_re)
MEAN_OF(det_pr)
MEAN_OF(ass_re)
MEAN_OF(ass_pr)
MEAN_OF(loc_a)
MEAN_OF(owta)

static double hota_0(const struct track_sums *s)
{
    return hota_at(s, 0);
}

static double loc_a_0(const struct track_sums *s)
{
    return loc_a_at(s, 0);
}

static double hota_loc_a_0(const struct track_sums *s)
{
    return hota_at(s, 0) * loc_a_at(s, 0);
}

static double truth(const struct track_sums *s)
{
    return fmax(1, s->clear_found + s->clear_missed);
}

static double tracks(const struct track_sums *s)
{
    return fmax(1, s->mostly_tracked + s->partly_tracked + s->mostly_lost);
}

static double mota(const struct track_sums *s)
{
    return (s->clear_found - s->clear_wrong - s->switches) / truth(s);
}

static double motp(const struct track_sums *s)
{
    return s->clear_similarity / fmax(1, s->clear_found);
}

static double moda(const struct track_sums *s)
{
    return (s->clear_found - s->clear_wrong) / truth(s);
}

static double smota(const struct track_sums *s)
{
    return (s->clear_similarity - s->clear_wrong - s->switches) / truth(s);
}

static double motal(const struct track_sums *s)
{
    double switches = s->switches > 0 ? log10(s->switches) : s->switches;
    return (s->clear_found - s->clear_wrong - switches) / truth(s);
}

static double clr_re(const struct track_sums *s)
{
    return s->clear_found / truth(s);
}

static double clr_pr(const struct track_sums *s)
{
    return s->clear_found / fmax(1, s->clear_found + s->clear_wrong);
}

static double clr_f1(const struct track_sums *s)
{
    return s->clear_found /
           fmax(1, s->clear_found + 0.5 * s->clear_missed + 0.5 * s->clear_wrong);
}

static double fp_per_frame(const struct track_sums *s)
{
    return s->clear_wrong / fmax(1, s->frames);
}

static double mtr(const struct track_sums *s)
{
    return s->mostly_tracked / tracks(s);
}

static double ptr(const struct track_sums *s)
{
    return s->partly_tracked / tracks(s);
}

static double mlr(const struct track_sums *s)
{
    return s->mostly_lost / tracks(s);
}

static double idsw(const struct track_sums *s)
{
    return s->switches;
}

static double mt(const struct track_sums *s)
{
    return s->mostly_tracked;
}

static double pt(const struct track_sums *s)
{
    return s->partly_tracked;
}

static double ml(const struct track_sums *s)
{
    return s->mostly_lost;
}

static double frag(const struct track_sums *s)
{
    return s->fragments;
}

static double idf1(const struct track_sums *s)
{
    return s->id_found / fmax(1, s->id_found + 0.5 * s->id_wrong + 0.5 * s->id_missed);
}

static double idr(const struct track_sums *s)
{
    return s->id_found / fmax(1, s->id_found + s->id_missed);
}

static double idp(const struct track_sums *s)
{
    return s->id_found / fmax(1, s->id_found + s->id_wrong);
}

const struct track_value track_values[] = {
    {"HOTA", "hota/1", hota},
    {"DetA", "hota/1", det_a},
    {"AssA", "hota/1", ass_a},
    {"DetRe", "hota/1", det_re},
    {"DetPr", "hota/1", det_pr},
    {"AssRe", "hota/1", ass_re},
    {"AssPr", "hota/1", ass_pr},
    {"LocA", "hota/1", loc_a},
    {"OWTA", "hota/1", owta},
    {"HOTA(0)", "hota/1", hota_0},
    {"LocA(0)", "hota/1", loc_a_0},
    {"HOTALocA(0)", "hota/1", hota_loc_a_0},
    {"MOTA", "clear/1", mota},
    {"MOTP", "clear/1", motp},
    {"MODA", "clear/1", moda},
    {"sMOTA", "clear/1", smota},
    {"MOTAL", "clear/1", motal},
    {"CLR_Re", "clear/1", clr_re},
    {"CLR_Pr", "clear/1", clr_pr},
    {"CLR_F1", "clear/1", clr_f1},
    {"FP_per_frame", "clear/1", fp_per_frame},
    {"MTR", "clear/1", mtr},
    {"PTR", "clear/1", ptr},
    {"MLR", "clear/1", mlr},
    {"IDSW", "clear/1", idsw},
    {"MT", "clear/1", mt},
    {"PT", "clear/1", pt},
    {"ML", "clear/1", ml},
    {"Frag", "clear/1", frag},
    {"IDF1", "identity/1", idf1},
    {"IDR", "identity/1", idr},
    {"IDP", "identity/1", idp},
};
const size_t track_value_count = sizeof track_values / sizeof *track_values;
