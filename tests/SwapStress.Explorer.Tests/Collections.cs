// Each engine spins on a processor for each of its threads.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
