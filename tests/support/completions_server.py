"""A server of the published shape of OpenAI's API (models, chat completions), for tests: it sorts calls by their words, and does to an item
what the item's text tells it between brackets. Not a copy of any server program.

completions_server.py PORT-FILE LOG
"""
import http.server
import json
import re
import socketserver
import sys
import time

asked = {}


def label_of(text):
    return "bins" if "bins" in text else "noise" if "music" in text else "theft"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, fields=()):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/v1/models":
            self.say(200, json.dumps({"object": "list", "data": [
                {"id": "sorter-1", "object": "model", "created": 1767225600, "owned_by": "tests"}]}).encode())
        else:
            self.say(404, b"{}")

    def completion(self, content, reason="stop"):
        return json.dumps({"id": "c", "object": "chat.completion", "created": 1767225600, "model": "sorter-1-0101",
                           "system_fingerprint": "fp_1", "usage": {"prompt_tokens": 20, "completion_tokens": 2, "total_tokens": 22},
                           "choices": [{"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": content}}]}).encode()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        with open(sys.argv[2], "a") as log:
            print(json.dumps({"path": self.path, "authorization": self.headers["Authorization"], "request": request}), file=log)
        if self.path == "/sort":  # adapter http
            self.say(200, json.dumps({"result": {"answer": {"label": label_of(request["text"])}}}).encode())
            return
        text = request["messages"][-1]["content"]
        trick = (re.search(r"\[\[(.*?)\]\]", text) or [None, ""])[1]
        asked[text] = asked.get(text, 0) + 1
        good = self.completion(label_of(text.split("Text:")[-1]))
        if trick == "busy" and asked[text] % 2 == 1:
            self.say(429, b'{"error":{"message":"slow down"}}', [("Retry-After", "0")])
        elif trick == "fails":
            self.say(500, b'{"error":{"message":"oops"}}')
        elif trick == "denied":
            self.say(400, b'{"error":{"message":"no"}}')
        elif trick == "no json":
            self.say(200, b"<html>not here</html>")
        elif trick == "no content":
            self.say(200, b'{"choices":[{"message":{"content":null}}]}')
        elif trick == "nonsense":
            self.say(200, self.completion("I would rather talk about cats."))
        elif trick == "both":
            self.say(200, self.completion("It is bins or theft."))
        elif trick == "wordy":
            self.say(200, self.completion(f'Sure! The label is **{label_of(text.split("Text:")[-1]).upper()}**.'))
        elif trick == "cut":
            self.say(200, self.completion("The label of this te", "length"))
        elif trick == "slow":
            time.sleep(14)
            self.say(200, good)
        elif trick == "huge":
            self.say(200, self.completion("theft" + " " * 3_000_000))
        elif trick == "short":
            self.send_response(200)
            self.send_header("Content-Length", str(len(good) + 10))
            self.end_headers()
            self.wfile.write(good)
            self.close_connection = True
        elif trick == "hangs up":
            self.close_connection = True
        elif trick == "chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(good), 100):
                part = good[at:at + 100]
                self.wfile.write(b"%x;a=b\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\nX-Trailer: 1\r\n\r\n")
        elif trick == "moved":
            self.say(302, b"", [("Location", "http://192.0.2.1/")])
        elif trick == "varies":
            self.say(200, self.completion("bins" if asked[text] % 2 else "noise"))
        else:
            self.say(200, good)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that hung up is no news."""


server = Server(("127.0.0.1", 0), Handler)
with open(sys.argv[1] + ".new", "w") as out:
    out.write(str(server.server_address[1]))
__import__("os").rename(sys.argv[1] + ".new", sys.argv[1])
server.serve_forever()
