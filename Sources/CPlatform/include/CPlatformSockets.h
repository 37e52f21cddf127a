// Pairs of local sockets, and descriptors handed over on them: control messages, whose macros Swift cannot use.
#ifndef CPLATFORM_SOCKETS_H
#define CPLATFORM_SOCKETS_H

// Two connected stream sockets, both close-on-exec. Returns 0 or errno.
int platform_socket_pair(int ends[2]);

// Sends one byte and with it a copy of a descriptor. Returns 0 or errno; EAGAIN when a non-blocking socket takes no more.
int platform_send_descriptor(int socket, int descriptor);

#endif
