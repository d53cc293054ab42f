"""Spark and Ray for tests, small and on this machine; tests skip where one of them cannot run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest

#: The oldest Java that Spark 4 runs on.
JAVA = 17


@cache
def find_java() -> str | None:
    """Why there is no Java for Spark, or None where there is."""
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else shutil.which("java")
    if not java or not os.path.exists(java):
        return f"no Java: Spark needs {JAVA} or newer (apt-get install openjdk-{JAVA}-jre-headless)"
    said = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=False).stdout
    version = said.partition("java.base@")[2].split(".")[0].split("\n")[0]
    if not version.isdigit() or int(version) < JAVA:
        return f"{java} is no Java {JAVA} or newer, which Spark needs"
    if "jdk.incubator.vector" not in said:
        return f"{java} has no module jdk.incubator.vector, which Spark needs: it is a cut-down Java"
    return None


def need(engine: str) -> None:
    """Skip the test where an engine cannot run."""
    if engine == "ray":
        pytest.importorskip("ray", reason="no ray: pip install 'newsfacts[scale]'")
    if engine == "spark":
        pytest.importorskip("pyspark", reason="no pyspark: pip install 'newsfacts[scale]'")
        if why := find_java():
            pytest.skip(why)


def environment_of(engine: str) -> dict[str, str]:
    """The environment of a process that uses an engine: small, quiet, and with this Python for its workers."""
    options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g"
    return {
        **os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1", "JDK_JAVA_OPTIONS": options, "RAY_DEDUP_LOGS": "0",
        "PYSPARK_SUBMIT_ARGS": "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell",
        "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    }  # fmt: skip
