"""The lab: builds real HAProxys, runs them under traffic, and has them die in ways that are known beforehand."""
