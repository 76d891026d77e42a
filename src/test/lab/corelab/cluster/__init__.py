"""A real Kubernetes for tests: its programs from Go modules, its images from directories, all of it below one directory."""
