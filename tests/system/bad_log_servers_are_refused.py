"""A server that answers a reader of logs badly gets no further: each answer once, told apart."""
import socket
import subprocess
import threading

from installation import Installation

ANSWERS = {
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n": "sends the file coded",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx": "sends the file coded",
    b"HTTP/1.1 301 Moved\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n": "status 301",
    b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n": "status 500",
    b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n": "is not there",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n": "larger than",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort": "not the bytes that were promised",
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nlonger": "not the bytes that were promised",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef": "no clear length",
    b"SSH-2.0-made-up\r\n\r\n": "not HTTP/1",
    b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 20000: "too long",
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 9000: "too long",
    b"HTTP/1.1 200 OK\r\n\r\n" + b"z" * (2 << 20): "larger than",
    b"": "hung up",
    b"HTTP/1.1 200 OK\r\n\r\nnot a checkpoint": "note",
}


def answer_once(listener, answer):
    """Then hangs up, however much of it was wanted."""
    try:
        client, _ = listener.accept()
        with client:
            client.recv(65536)
            client.sendall(answer)
    except OSError:
        pass


with Installation() as house:
    for answer, words in ANSWERS.items():
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=answer_once, args=(listener, answer))
            thread.start()
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            done = subprocess.run([house.program, "verify", address], text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=20)
            thread.join()
        assert done.returncode in (1, 4) and done.stdout == "", (answer[:60], done)
        assert words in done.stderr, (answer[:60], words, done.stderr)
