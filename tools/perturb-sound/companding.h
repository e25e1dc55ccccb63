/* Eight bits a sample as on the telephone. SOURCE: ITU-T G.711 (11/1988), tables 1 and 2. */
#ifndef POLICEAI_PERTURB_SOUND_COMPANDING_H
#define POLICEAI_PERTURB_SOUND_COMPANDING_H

#include <stdint.h>

/* A sample of 16 bits as the eight bits that are sent (A-law with every second bit turned over,
 * mu-law with all), and back. */
uint8_t companding_to_a(int16_t sample);
int16_t companding_from_a(uint8_t code);
uint8_t companding_to_mu(int16_t sample);
int16_t companding_from_mu(uint8_t code);

#endif
