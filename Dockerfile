FROM python:3.12.14-slim-trixie@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/rolewise
WORKDIR /src
COPY requirements.txt ./
RUN /opt/rolewise/bin/pip install --require-hashes --requirement requirements.txt
COPY pyproject.toml LICENSE README.md ./
COPY bot bot
COPY knowledge knowledge
RUN /opt/rolewise/bin/pip install --no-deps --no-build-isolation .
# What only builds is not shipped.
RUN /opt/rolewise/bin/pip uninstall --quiet --yes editables hatchling packaging pathspec pluggy tomlkit trove-classifiers pip

FROM python:3.12.14-slim-trixie@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea
LABEL org.opencontainers.image.title="Rolewise" \
      org.opencontainers.image.description="A Telegram bot that people ask about careers in machine learning and data." \
      org.opencontainers.image.licenses="MIT"
RUN python -m pip uninstall --quiet --yes pip
# The user's home is the volume, so whatever the bot keeps by default is kept there too.
RUN useradd --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin rolewise
COPY --from=build /opt/rolewise /opt/rolewise
ENV PATH=/opt/rolewise/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ROLEWISE_STORE=sqlite:////data/rolewise.db \
    ROLEWISE_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
# Fails once the heartbeat of `serve` is no longer fresh.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["rolewise", "health"]
ENTRYPOINT ["rolewise"]
CMD ["serve"]
