"""Load on the link checker: many URLs over many virtual hosts of a server on loopback.

Prints one JSON object: the rate, the most requests that the server had open at once per host and
in all, and the resident memory of the client when a tenth, half and all of the URLs were done.

    python benchmarks/links_load.py --urls 10000 --hosts 50
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from ainewslint.links import LinkOptions, Outcome
from ainewslint.links.checker import LinkChecker

PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """Counts open requests per virtual host and answers each after a short while."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.requests: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.connections = 0

    async def client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await self.answer(head, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        method, path, _rest = head.split(" ", 2)
        host = head.lower().partition("\r\nhost: ")[2].partition(":")[0]
        self.requests[method] += 1
        self.open[host] += 1
        self.open["all"] += 1
        self.most |= {host: self.open[host], "all": self.open["all"]}
        await asyncio.sleep(self.latency)
        self.open[host] -= 1
        self.open["all"] -= 1
        number = int(path[2:]) if path[2:].isdigit() else 0
        if path == "/robots.txt" or number % 20 == 7:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        elif path.startswith("/p") and number % 20 == 3:
            location = f"Location: /q{number + 1}\r\nContent-Length: 0\r\n\r\n"
            writer.write(b"HTTP/1.1 301 Moved\r\n" + location.encode())
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()


def serve(pipe: Connection, latency: float) -> None:
    async def run() -> None:
        server = Server(latency)
        listener = await asyncio.start_server(server.client, "127.0.0.1", 0, backlog=1000)
        pipe.send(listener.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)
        in_all = server.most.pop("all", 0)
        pipe.send(
            {
                "requests": dict(server.requests),
                "connections": server.connections,
                "most_open_per_host": max(server.most.values(), default=0),
                "most_open": in_all,
            }
        )

    asyncio.run(run())


def resident() -> int:
    """Resident memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--max-per-host", type=int, default=4)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--latency", type=float, default=0.005, help="of the server, in seconds")
    arguments = parser.parse_args()

    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs, arguments.latency), daemon=True)
    server.start()
    port = ours.recv()

    async def lookup(_host: str) -> list[str]:
        return ["127.0.0.1"]

    urls = [f"http://h{n % arguments.hosts}.test:{port}/p{n}" for n in range(arguments.urls)]
    marks = {arguments.urls // 10: 0, arguments.urls // 2: 0, arguments.urls: 0}
    kinds: Counter[str] = Counter()

    def on_result(_url: str, outcome: Outcome) -> None:
        kinds[outcome.kind] += 1
        if (done := kinds.total()) in marks:
            marks[done] = resident()

    with tempfile.TemporaryDirectory() as folder:
        options = LinkOptions(
            allow_private=True,
            rate_per_host=0,
            max_per_host=arguments.max_per_host,
            concurrency=arguments.concurrency,
            cache_path=Path(folder) / "links.sqlite",
        )
        start = time.perf_counter()
        cpu = time.process_time()
        LinkChecker(options, lookup=lookup).check_urls(urls, on_result)
        seconds = time.perf_counter() - start
        cpu = time.process_time() - cpu
        start = time.perf_counter()
        LinkChecker(options, lookup=lookup).check_urls(urls)
        warm = time.perf_counter() - start
    ours.send("stop")
    report = {
        "urls": arguments.urls,
        "kinds": dict(kinds),
        "seconds": round(seconds, 2),
        "cpu_ms_per_url": round(1000 * cpu / arguments.urls, 3),
        "seconds_from_cache": round(warm, 3),
        "resident_mib": {done: round(size / 2**20, 1) for done, size in marks.items()},
        **ours.recv(),
    }
    json.dump(report, sys.stdout)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
