"""Support vector machines from scratch: exact solvers that stop on the duality gap."""
