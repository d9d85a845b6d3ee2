"""The servers under a WordPress: MariaDB, PHP and nginx, in one folder and on loopback alone.

Each runs in the foreground as a child of ours, reads no configuration of the machine's but PHP's
list of extensions, and is ended when the block is left.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.wordpress.packages import SYSTEM_PATH, php_fpm, program

PATIENCE = 60.0
"""Seconds a server may take to answer; MariaDB needs one on an idle machine."""

DATABASE = "\n".join(
    (
        "[mariadbd]",
        "datadir={folder}/data",
        "socket={folder}/db.sock",
        "pid-file={folder}/db.pid",
        "tmpdir={folder}",
        "skip-networking",
        "skip-grant-tables",  # only who may open the socket comes this far
        "skip-log-bin",
        "innodb-flush-log-at-trx-commit=0",  # nothing here need survive a power cut
        "innodb-doublewrite=0",
        "innodb-buffer-pool-size=64M",
        "innodb-log-file-size=32M",
        "performance-schema=OFF",
        "",
    )
)
FPM = """\
[global]
daemonize = no
error_log = {folder}/php.log
[www]
listen = {folder}/php.sock
pm = static
pm.max_children = 2
clear_env = no
catch_workers_output = yes
php_admin_value[error_log] = {folder}/php-errors.log
php_admin_flag[log_errors] = on
php_admin_value[opcache.revalidate_freq] = 60
"""
NGINX = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 256; }}
http {{
    types {{ text/css css; text/javascript js; image/png png; image/svg+xml svg; }}
    client_body_temp_path {folder}/nginx-body;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    proxy_temp_path {folder}/nginx-proxy;
    scgi_temp_path {folder}/nginx-scgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    log_format asked '$msec\\t$request_method\\t$host\\t$request_uri\\t$status\\t$http_user_agent';
    access_log {folder}/access.log asked;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
        index index.php;
        location / {{ try_files $uri $uri/ /index.php?$args; }}
        location ~ \\.php$ {{
            try_files $uri =404;
            include /etc/nginx/fastcgi_params;
            fastcgi_param HTTP_HOST $http_host;  # with the port, which Debian's file leaves out
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_pass unix:{folder}/php.sock;
        }}
    }}
}}
"""


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """MariaDB at the socket `db.sock`, with an empty data folder."""
    (folder / "db.cnf").write_text(DATABASE.format(folder=folder))
    install, server = needed("mariadb-install-db"), needed("mariadbd")
    done = subprocess.run(
        [
            install,
            f"--defaults-file={folder / 'db.cnf'}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            *as_root(),
        ],
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
    )
    if done.returncode:
        raise SystemExit(f"mariadb-install-db: {done.stdout}{done.stderr}")
    with running(folder, [server, f"--defaults-file={folder / 'db.cnf'}", *as_root()], "db"):
        answering(folder / "db.sock", folder / "db.out")
        yield


@contextmanager
def php(folder: Path, root: str) -> Iterator[None]:
    """PHP at the socket `php.sock`, for the site in `site` that calls itself `root`."""
    (folder / "php.conf").write_text(FPM.format(folder=folder))
    command = [php_fpm() or needed("php-fpm"), "--nodaemonize", *php_as_root()]
    command += ["-y", f"{folder}/php.conf"]
    with running(folder, command, "php", settings(folder, root)):
        answering(folder / "php.sock", folder / "php.out")
        yield


@contextmanager
def front(folder: Path, port: int) -> Iterator[None]:
    """nginx at a port, with PHP behind it."""
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + NGINX.format(folder=folder, port=port))
    command = [needed("nginx"), "-p", str(folder), "-e", f"{folder}/nginx.log"]
    with running(folder, [*command, "-c", f"{folder}/nginx.conf"], "nginx"):
        answering(port, folder / "nginx.out")
        yield


@contextmanager
def running(
    folder: Path, command: list[str], name: str, more: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server that is ended, with all its children, when the block is left."""
    with (folder / f"{name}.out").open("ab") as output:
        server = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            env={**environment(), **(more or {})},
            start_new_session=True,
        )
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def answering(address: Path | int, log: Path) -> None:
    """Returns once somebody answers at a socket or a port; ends the script when nobody does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        family = socket.AF_UNIX if isinstance(address, Path) else socket.AF_INET
        with socket.socket(family) as trial:
            try:
                trial.connect(str(address) if isinstance(address, Path) else ("127.0.0.1", address))
            except OSError:
                time.sleep(0.05)
            else:
                return
    raise SystemExit(f"nothing answers at {address} after {PATIENCE:.0f} s:\n{log.read_text()}")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def needed(name: str) -> str:
    """The path of a program without which there is no WordPress."""
    path = program(name)
    if path is None:
        raise SystemExit(f"{name} is not installed")
    return path


def environment() -> dict[str, str]:
    """The environment the servers run in."""
    return {"PATH": SYSTEM_PATH, "LC_ALL": "C.UTF-8"}


def settings(folder: Path, root: str) -> dict[str, str]:
    """What `wp-config.php` asks the environment for."""
    return {"LAB_FOLDER": str(folder), "LAB_ROOT": root}


def as_root() -> list[str]:
    """MariaDB runs as root only when told to; in a container there may be nobody else."""
    return ["--user=root"] if os.geteuid() == 0 else []


def php_as_root() -> list[str]:
    """The same for PHP."""
    return ["--allow-to-run-as-root"] if os.geteuid() == 0 else []
