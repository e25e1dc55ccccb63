/* The line that says where a server can be reached. */
#ifndef POLICEAI_CLI_SERVING_LINE_H
#define POLICEAI_CLI_SERVING_LINE_H

/* Prints "policeai: WHAT http://HOST:PORT/" and flushes it; an IPv6 address goes in brackets.
 */
void serving_line(const char *what, const char *host, int port);

#endif
