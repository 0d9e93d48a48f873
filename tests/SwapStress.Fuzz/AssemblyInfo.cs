// One target at a time: a rate means something, and one of them moves the process to a directory of its own.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
