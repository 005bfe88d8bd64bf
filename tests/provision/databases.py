"""Databases with every migration applied, made once and copied for each test process.

Wagtail's migrations take about twenty seconds; a copy takes less than one.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.provision import Missing

ROOT = Path(__file__).resolve().parent.parent.parent


def renamed(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def create(url: str, name: str) -> None:
    """An empty database `name` on the server of `url`, in place of an older one."""
    drop(url, name)
    _run(url, sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"), name)


def drop(url: str, name: str) -> None:
    _run(url, sql.SQL("DROP DATABASE IF EXISTS {}"), name)


def _run(url: str, statement: sql.SQL, name: str) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.format(sql.Identifier(name)))
    except psycopg.Error as trouble:
        raise Missing(
            f"the PostgreSQL server refused to prepare the database {name} for the tests:"
            f" {str(trouble).strip()}. The role of DATABASE_URL must be allowed to create databases."
        ) from trouble


def migrate(*urls: str) -> None:
    """Apply every migration to each of these databases, side by side."""
    running = [
        subprocess.Popen(
            [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
            },
        )
        for url in urls
    ]
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise Missing("the migrations failed; the lines above say where.")
