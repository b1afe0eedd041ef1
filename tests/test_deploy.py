"""What ships beside the program: compose file, unit, alerts, dashboard, forms."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner

from bot import metrics
from bot.service import CANNOT_START
from bot.settings import VARIABLES

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
GITHUB = ROOT / ".github"
FORMS = GITHUB / "ISSUE_TEMPLATE"
SCHEMAS = {
    "vendor.compose-spec": [DEPLOY / "compose.yaml"],
    "vendor.github-workflows": sorted((GITHUB / "workflows").iterdir()),
    "custom.github-workflows-require-timeout": sorted((GITHUB / "workflows").iterdir()),
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
    "vendor.github-issue-config": [FORMS / "config.yml"],
    "vendor.github-issue-forms": sorted(set(FORMS.iterdir()) - {FORMS / "config.yml"}),
}
"""Schema, as check-jsonschema brings it along -> the files that must keep to it."""
RULE = {"alert", "expr", "for", "labels", "annotations"}


def _compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def _complaint(schema: str, *files: Path) -> str:
    """Return what is wrong with files by a schema, or nothing."""
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, *map(str, files)])
    return "" if done.exit_code == 0 else done.output


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas(schema: str) -> None:
    """What others read keeps to their own schemas."""
    files = SCHEMAS[schema]

    assert files
    assert _complaint(schema, *files) == ""


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        ("vendor.compose-spec", "    image: redis", "    imagine: redis"),
        ("vendor.github-workflows", "    runs-on:", "    run-on:"),
        ("custom.github-workflows-require-timeout", "    timeout-minutes: 15\n", ""),
        ("vendor.dependabot", "interval: weekly", "interval: seldom"),
        ("vendor.github-issue-config", "blank_issues_enabled: false", "blank_issues_enabled: 7"),
        ("vendor.github-issue-forms", "type: textarea", "type: textfield"),
    ],
)
def test_schemas_refuse(tmp_path: Path, schema: str, right: str, wrong: str) -> None:
    """A file with one wrong word is refused, so the check above means something."""
    original = SCHEMAS[schema][0].read_text(encoding="utf-8")
    assert right in original
    broken = tmp_path / "broken.yml"
    broken.write_text(original.replace(right, wrong, 1), encoding="utf-8")

    assert str(broken) in _complaint(schema, broken)


def test_compose_settings() -> None:
    """The compose file sets only variables that the program reads."""
    services = _compose()["services"]
    bots = [service for name, service in services.items() if name.startswith("bot")]

    assert 2 == len(bots)
    for bot in bots:
        assert set(bot["environment"]) <= set(VARIABLES)
        assert bot["read_only"]
        assert "redis" in bot["depends_on"]


def test_compose_is_whole() -> None:
    """Every volume and mounted file that the compose file names is there."""
    compose = _compose()
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = source in compose["volumes"]
            assert known or (DEPLOY / source).is_file()


def test_prometheus() -> None:
    """Prometheus scrapes every replica where it listens, and its rules hold only what it knows."""
    told = yaml.safe_load((DEPLOY / "prometheus.yml").read_text(encoding="utf-8"))
    services = _compose()["services"]
    bots = {
        f"{name}:{service['expose'][0]}"
        for name, service in services.items()
        if "expose" in service
    }
    (scraped,) = told["scrape_configs"]
    mounted = {volume.split(":")[1] for volume in services["prometheus"]["volumes"]}
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))["groups"]

    assert bots == {target for one in scraped["static_configs"] for target in one["targets"]}
    assert {f"/etc/prometheus/{file}" for file in told["rule_files"]} <= mounted
    assert all(set(rule) <= RULE for group in rules for rule in group["rules"])


def test_unit() -> None:
    """The unit sets only variables that the program reads, and takes its "no" for an answer.

    That another process polls is no answer for good.
    """
    unit = (DEPLOY / "rolewise.service").read_text(encoding="utf-8")
    named = re.findall(r"^Environment=(ROLEWISE_\w+)=", unit, re.MULTILINE)

    assert named
    assert set(named) <= set(VARIABLES)
    assert f"RestartPreventExitStatus={CANNOT_START}\n" in unit
    assert "Restart=on-failure\n" in unit


def test_unit_is_shut() -> None:
    """By the judgement of systemd itself the service could do little harm."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd here")
    command = [analyze, "security", "--offline=true", str(DEPLOY / "rolewise.service")]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"exposure level for \S+: ([\d.]+)", told)

    assert found, told
    assert float(found[1]) <= 3


def test_compose_is_bounded() -> None:
    """No service may take all memory or processes, or more rights; Redis asks for a password."""
    services = _compose()["services"]

    for service in services.values():
        assert {"mem_limit", "pids_limit", "cap_drop", "security_opt"} <= service.keys()
    assert "--requirepass" in services["redis"]["command"]


def test_compose_is_by_digest() -> None:
    """What is taken from elsewhere is named by version and digest, so nobody can exchange it."""
    taken = [one["image"] for one in _compose()["services"].values() if "build" not in one]

    assert taken
    assert all(re.search(r":v?\d+\.\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$", one) for one in taken)


def test_audit_is_pinned() -> None:
    """What audits the dependencies is a version that somebody has looked at."""
    workflow = (GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8")

    assert re.search(r"--spec pip-audit==[\d.]+ ", workflow)


@pytest.mark.parametrize("name", ["alerts.yml", "grafana.json"])
def test_figures_exist(name: str) -> None:
    """Alerts and dashboard ask for figures that the program has."""
    known = {family.name for family in metrics.REGISTRY.collect()}
    asked = set(re.findall(r"rolewise_[a-z_]+", (DEPLOY / name).read_text(encoding="utf-8")))
    plain = {re.sub(r"_(?:total|bucket|info)$", "", one) for one in asked}

    assert plain
    assert plain <= known | {"rolewise"}


def test_alerts_are_explained() -> None:
    """The guide says what each alert means."""
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))
    names = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

    assert names
    assert [] == [name for name in names if f"`{name}`" not in guide]


def test_dashboard() -> None:
    """The dashboard is JSON with panels that ask for something."""
    panels = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))["panels"]

    assert panels
    assert all(target["expr"] for panel in panels for target in panel["targets"])


def test_threats_are_tested() -> None:
    """Every row of the threat table names a file that is there."""
    rows = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests/|requirements)[\w/.]+)` \|$", rows, re.MULTILINE)

    assert len(named) > 10
    assert [] == [path for path in named if not (ROOT / path).exists()]
