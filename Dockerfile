# RedBridge in a container: docs/hosting.md tells how to run it. All settings come from the environment.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml uv.lock README.md README.zh-CN.md CHANGELOG.md LICENSE .env.example ./
COPY .ci/constraints.py .ci/constraints.py
COPY bot bot
COPY cogs cogs
COPY locale locale
# At the locked versions, and nothing of what builds goes into the image.
RUN python -m venv /app \
    && python .ci/constraints.py uv.lock > constraints.txt \
    && /app/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt . \
    && /app/bin/pip uninstall --yes --quiet pip

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin redbridge \
    && install --directory --owner redbridge --group redbridge /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////data/redbridge.db \
    FIREFOX_MODELS=/data/models \
    LOG_FORMAT=json \
    METRICS_PORT=9464
USER redbridge
WORKDIR /data
VOLUME /data
# Says 200 while the process works and its database answers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['METRICS_PORT'] + '/healthz', timeout=4)"]
# Docker ends it with SIGTERM, upon which it finishes what is in flight.
STOPSIGNAL SIGTERM
ENTRYPOINT ["redbridge"]
CMD ["run"]
